// SMS through a gateway of the district's own: one signed JSON request a message, described in docs/notices.md.
import { createHmac } from 'node:crypto'
import { checkStatus, type Post } from './post.ts'

export interface SmsGateway {
  readonly url: string
  readonly keyId: string
  readonly secret: string
}

/** A reporter by number, or staff by code: their numbers stay in the gateway's own directory. */
export type SmsTarget = { readonly phone: string } | { readonly staff: string }

/** Hex of HmacSHA256 over `timestamp` + "\n" + body. */
export const smsSignature = (timestamp: number, body: string, secret: string): string =>
  createHmac('sha256', secret).update(`${timestamp}\n${body}`).digest('hex')

/** `id` is the same when a message is sent again: the gateway drops what it has sent already. */
export async function sendSms(
  post: Post,
  gateway: SmsGateway,
  message: { readonly id: string; readonly to: SmsTarget; readonly text: string },
  timestamp: number,
): Promise<void> {
  const body = JSON.stringify(message)
  checkStatus(
    await post({
      url: gateway.url,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'x-gezhi-key': gateway.keyId,
        'x-gezhi-timestamp': String(timestamp),
        'x-gezhi-signature': smsSignature(timestamp, body, gateway.secret),
      },
      body,
    }),
  )
}
