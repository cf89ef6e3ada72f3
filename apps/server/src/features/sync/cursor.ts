// How far a device has come, in its own keeping: signed, because it says which scope the device held before.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Scope } from '@gezhi/core/people/scope'
import type { JsonValue } from '../../kernel/stream-kind.ts'

export interface Cursor {
  readonly district: number
  readonly post: string
  /** The scope for which everything up to the marks has been given. */
  readonly scope: Scope
  /** By name of the collection. */
  readonly marks: Readonly<Record<string, JsonValue>>
}

/** Form of the cursor; one of another form is a clean restart. */
const FORM = 1
const TAG_BYTES = 16

export interface Cursors {
  readonly write: (cursor: Cursor) => string
  /** Null when it is not ours, of another form, or of another post: then everything is given from the beginning. */
  readonly read: (text: string, whose: Pick<Cursor, 'district' | 'post'>) => Cursor | null
}

export function createCursors(secret: string): Cursors {
  const key = createHmac('sha256', secret).update('gezhi sync cursor').digest()
  const tagOf = (body: string) => createHmac('sha256', key).update(body).digest().subarray(0, TAG_BYTES)
  return {
    write(cursor) {
      const body = Buffer.from(JSON.stringify([FORM, cursor])).toString('base64url')
      return `${body}.${tagOf(body).toString('base64url')}`
    },
    read(text, { district, post }) {
      const [body = '', tag = ''] = text.split('.')
      const given = Buffer.from(tag, 'base64url')
      if (given.length !== TAG_BYTES || !timingSafeEqual(given, tagOf(body))) return null
      const [form, cursor] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [number, Cursor]
      return form === FORM && cursor.district === district && cursor.post === post ? cursor : null
    },
  }
}
