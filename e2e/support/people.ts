import { randomUUID } from 'node:crypto'
import type { CaseCommand } from '../../packages/core/src/cases/commands.ts'
import type { CaseView, TaskView } from '../../packages/core/src/cases/case.api.ts'
import type { Role } from '../../packages/core/src/people/roles.ts'
import type { PostView } from '../../packages/core/src/people/session.api.ts'
import type { Browser, BrowserContext } from 'playwright-core'
import { openWindow, type WindowOptions } from './browser.ts'

export interface Accepted {
  readonly id: string
  readonly number: string
  readonly version: number
  readonly state: string
}

export interface UploadedFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** Somebody who acts: a post with a session. */
export class Person {
  readonly origin: string
  readonly post: PostView
  /** What shows the server who it is. */
  readonly headers: Readonly<Record<string, string>>

  constructor(origin: string, post: PostView, headers: Record<string, string>) {
    this.origin = origin
    this.post = post
    this.headers = headers
  }

  /** Asks the server as this person; a refusal is thrown with its whole problem document. */
  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        ...this.headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(path.endsWith('/commands') ? { 'idempotency-key': randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} → ${response.status} ${text}`)
    // The one gate of the journeys: what the server answers is checked by its own schemas.
    return (text ? JSON.parse(text) : null) as T
  }

  command = (id: string, command: CaseCommand): Promise<Accepted> =>
    this.ask('POST', `/api/cases/${id}/commands`, command)

  read = (id: string): Promise<CaseView> => this.ask('GET', `/api/cases/${id}`)

  desk = async (): Promise<readonly TaskView[]> =>
    (await this.ask<{ tasks: readonly TaskView[] }>('GET', '/api/desk')).tasks

  /** Stores a file in one piece by tus 1.0, as screens do in several; answers its content address. */
  async upload({ name, mimeType, buffer }: UploadedFile): Promise<string> {
    const meta = { filename: name, filetype: mimeType }
    const response = await fetch(`${this.origin}/api/files/uploads`, {
      method: 'POST',
      headers: {
        ...this.headers,
        'tus-resumable': '1.0.0',
        'upload-length': String(buffer.length),
        'upload-metadata': Object.entries(meta)
          .map(([field, value]) => `${field} ${Buffer.from(value).toString('base64')}`)
          .join(','),
        'content-type': 'application/offset+octet-stream',
      },
      body: new Uint8Array(buffer),
    })
    const hash = response.headers.get('gezhi-file')
    if (!hash) throw new Error(`upload of ${name} → ${response.status} ${await response.text()}`)
    return hash
  }

  /** A browser window in which this person is signed in. */
  async window(browser: Browser, options: WindowOptions = {}): Promise<BrowserContext> {
    const context = await openWindow(browser, this.origin, options)
    const [name, ...value] = (this.headers['cookie'] ?? '').split('=')
    if (name) await context.addCookies([{ name, value: value.join('='), url: this.origin }])
    return context
  }
}

export interface PostWish {
  readonly role: Role
  /** Organisation code or the beginning of one. */
  readonly org?: string
  readonly street?: string
  readonly grid?: string
}

/** Signs in as the first demo post that fits. */
export async function signIn(origin: string, wish: PostWish): Promise<Person> {
  const found = await fetch(
    `${origin}/api/demo/posts?role=${wish.role}&limit=500${wish.grid ? `&text=${wish.grid}` : ''}`,
  )
  const { posts } = (await found.json()) as { posts: readonly PostView[] }
  const post = posts.find(
    (one) =>
      one.role === wish.role &&
      (wish.org === undefined || one.org.startsWith(wish.org)) &&
      (wish.street === undefined || one.street === wish.street) &&
      (wish.grid === undefined || one.grids.includes(wish.grid)),
  )
  if (!post) throw new Error(`no demo post for ${JSON.stringify(wish)}`)
  return signInAs(origin, post)
}

/** Signs in as the holder of a post. */
export async function signInAs(origin: string, post: PostView): Promise<Person> {
  const response = await fetch(`${origin}/api/demo/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ post: post.code }),
  })
  if (!response.ok) throw new Error(`sign-in of ${post.code} → ${response.status} ${await response.text()}`)
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
  if (!cookie) throw new Error(`sign-in of ${post.code} set no cookie`)
  return new Person(origin, post, { cookie })
}
