// Group chats: robots of WeCom (企业微信群机器人) and DingTalk (钉钉自定义机器人, signed).
import { createHmac } from 'node:crypto'
import { checkStatus, NotSent, type Answer, type Post } from './post.ts'

const JSON_UTF8 = { 'content-type': 'application/json; charset=utf-8' }
const textBody = (content: string): string => JSON.stringify({ msgtype: 'text', text: { content } })

/** Too many messages a minute; the robot is asked to wait. */
const TOO_FAST = new Set([45009, 130101, 660026])

/** Both answer 200 with `errcode`; 0 is well. */
function checkErrcode(answer: Answer): void {
  checkStatus(answer)
  let errcode: unknown
  try {
    const said: unknown = JSON.parse(answer.text)
    errcode = typeof said === 'object' && said !== null && 'errcode' in said ? said.errcode : undefined
  } catch {
    throw new NotSent('the robot answered no JSON', false)
  }
  if (errcode !== 0)
    throw new NotSent(`errcode ${String(errcode)}`, typeof errcode === 'number' && !TOO_FAST.has(errcode))
}

/** The key stands in the robot's address; nothing is signed. */
export async function sendWecom(post: Post, robot: { readonly url: string }, text: string): Promise<void> {
  checkErrcode(await post({ url: robot.url, headers: JSON_UTF8, body: textBody(text) }))
}

/** sign = base64(HmacSHA256(secret, timestamp + "\n" + secret)); DingTalk refuses a timestamp an hour off. */
export const dingtalkSign = (timestamp: number, secret: string): string =>
  createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')

export async function sendDingtalk(
  post: Post,
  robot: { readonly url: string; readonly secret: string },
  text: string,
  timestamp: number,
): Promise<void> {
  const url = new URL(robot.url)
  url.searchParams.set('timestamp', String(timestamp))
  url.searchParams.set('sign', dingtalkSign(timestamp, robot.secret))
  checkErrcode(await post({ url: url.href, headers: JSON_UTF8, body: textBody(text) }))
}
