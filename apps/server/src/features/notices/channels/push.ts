// Web Push (RFC 8030, 8291, 8292): encrypted for the browser, signed with the installation's own key.
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import webPush from 'web-push'
import { syncName, writeNewFile } from '../../../kernel/durable-files.ts'
import { NotSent, type Post } from './post.ts'

export interface VapidKeys {
  readonly publicKey: string
  readonly privateKey: string
}

export interface Device {
  readonly id: string
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

/** The key pair of this installation, made once and kept beside the other keys, never in the database (0600). */
export async function readVapidKeys(home: string): Promise<VapidKeys> {
  const folder = join(home, 'keys')
  const path = join(folder, 'vapid.json')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    await writeNewFile(path, JSON.stringify(webPush.generateVAPIDKeys()), 0o600)
    await syncName(path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const kept: unknown = JSON.parse(await readFile(path, 'utf8'))
  if (typeof kept === 'object' && kept !== null && 'publicKey' in kept && 'privateKey' in kept)
    return { publicKey: String(kept.publicKey), privateKey: String(kept.privateKey) }
  throw new Error(`${path} holds no key pair`)
}

const LIFE_S = 24 * 3600

/** Answers false when the browser has taken the subscription back. `payload` is shown as it is: no personal data. */
export async function sendPush(
  post: Post,
  { keys, contact }: { readonly keys: VapidKeys; readonly contact: string },
  device: Device,
  payload: { readonly title: string; readonly body: string; readonly loud: boolean },
): Promise<boolean> {
  const { endpoint, p256dh, auth } = device
  const request = webPush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    JSON.stringify(payload),
    {
      vapidDetails: { subject: contact, ...keys },
      TTL: LIFE_S,
      urgency: payload.loud ? 'high' : 'normal',
      contentEncoding: 'aes128gcm',
    },
  )
  const { status } = await post({
    url: request.endpoint,
    headers: request.headers,
    body: request.body ?? Buffer.alloc(0),
  })
  if (status === 404 || status === 410) return false
  if (status >= 200 && status < 300) return true
  throw new NotSent(`push service answered ${status}`, status < 500 && status !== 429)
}
