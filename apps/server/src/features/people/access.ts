import { DAY, HOUR } from '@gezhi/core/kernel/calendar'
import type { Actor } from '@gezhi/core/people/actor'
import type { Deps } from '../../kernel/deps.ts'
import { ALONE_LIFE_MS, createMemo } from '../../kernel/memo.ts'
import type { Admission } from '../../kernel/admission.ts'
import type { AskAuth } from './auth.ts'
import { findSession, type HeldPost, type Session } from './session.store.ts'

const TOKEN_LIFE_MS = 10 * 60 * 1000

/** China has one time and no daylight saving since 1991; posts are held by local days. */
const CHINA_OFFSET = 8 * HOUR

/** The local day of an instant as YYYY-MM-DD. */
export const localDay = (at: number): string =>
  new Date(Math.floor((at + CHINA_OFFSET) / DAY) * DAY).toISOString().slice(0, 10)

/** A person in a post, as rules see it. */
export function actorIn(district: number, post: HeldPost): Actor {
  const { code, person, role, org, street, community, grids, delegations } = post
  return {
    post: code,
    person,
    role,
    org,
    district,
    ...(street === null ? {} : { street }),
    ...(community === null ? {} : { community }),
    ...(grids.length > 0 ? { grids } : {}),
    ...(delegations.length > 0 ? { delegations } : {}),
  }
}

/** Who stands behind a request's session cookie. */
export interface Access {
  /** Null without a session. One query, or none when the same cookie asked a moment ago. */
  readonly session: (cookie: string | undefined) => Promise<Session | null>
  /** After anything changed that sessions are made of; every change in this process calls it. */
  readonly changed: () => void
  /** Hears of every such change; returns how to stop hearing. */
  readonly onChange: Admission['onChange']
}

export function createAccess(
  { db, now, database }: Pick<Deps, 'db' | 'now' | 'database'>,
  auth: AskAuth,
  cookieName: string,
): Access {
  // The embedded database belongs to this process alone, and whatever is changed here calls `changed`.
  const memo = createMemo<Session | null>(database.size === 'embedded' ? ALONE_LIFE_MS : undefined)
  const listeners = new Set<() => void>()
  // Which token a cookie carries, if its signature is ours, never changes; whether the session still runs is asked below.
  const tokens = createMemo<string | null>(TOKEN_LIFE_MS)
  const tokenOf = (cookie: string): Promise<string | null> =>
    tokens.get(cookie, async () => {
      const { api } = await auth()
      return (await api.sessionToken({ headers: new Headers({ cookie }) })).token
    })
  const cookieOf = (header: string): string | undefined =>
    header
      .split(';')
      .map((part) => part.trim())
      .find((part) => part.startsWith(`${cookieName}=`))

  async function load(cookie: string): Promise<Session | null> {
    const token = await tokenOf(cookie)
    if (token === null) return null
    const at = now()
    return findSession(db, token, { at, day: localDay(at), realTime: Date.now() })
  }
  return {
    async session(header) {
      const cookie = header === undefined ? undefined : cookieOf(header)
      return cookie === undefined ? null : memo.get(`${localDay(now())} ${cookie}`, () => load(cookie))
    },
    changed() {
      memo.forget()
      for (const listener of listeners) listener()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
