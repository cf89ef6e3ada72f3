// The ways out of the house that notices.yaml opens, behind one function.
import type { Channel } from '@gezhi/core/notices/notice.api'
import { systemActor } from '@gezhi/core/people/actor'
import { writeAs } from '../../kernel/access.store.ts'
import { idOf } from '../../kernel/ids.ts'
import { publicLookup } from './channels/guard.ts'
import { sendDingtalk, sendWecom } from './channels/groups.ts'
import { createPost, NotSent, type Post } from './channels/post.ts'
import { readVapidKeys, sendPush } from './channels/push.ts'
import { sendSms, type SmsTarget } from './channels/sms.ts'
import type { DueDelivery } from './delivery.store.ts'
import { deleteDevice, findDevices } from './habit.store.ts'
import type { NoticeDeps } from './notice.deps.ts'
import type { NoticeConfig } from './notices.config.ts'

export interface Channels {
  /** Ways to a single recipient that are open. */
  readonly offers: readonly Channel[]
  /** Group chats of an organisation. */
  readonly groupsOf: (org: string) => readonly Channel[]
  /** Key that browsers subscribe with; empty when push is not open. */
  readonly pushKey: string
  /** Throws `NotSent`. */
  readonly send: (
    to: DueDelivery,
    message: { readonly title: string; readonly text: string },
  ) => Promise<void>
}

interface Posts {
  /** To configured addresses. */
  readonly trusted: Post
  /** To addresses that browsers named. */
  readonly guarded: Post
}
export const PRODUCT_POSTS: Posts = { trusted: createPost(), guarded: createPost(publicLookup()) }

type Given = Pick<NoticeDeps, 'db' | 'now' | 'config' | 'personal'>

export async function openChannels(
  deps: Given,
  { push, sms, groups }: NoticeConfig,
  posts: Posts = PRODUCT_POSTS,
): Promise<Channels> {
  const { db, now, config } = deps
  const keys = push === null ? null : await readVapidKeys(config.home)
  const groupOf = (org: string, kind: Channel) => groups.find((one) => one.org === org && one.kind === kind)

  async function toDevices({ district, recipient, loud }: DueDelivery, title: string, body: string) {
    if (!push || !keys) throw new NotSent('push is not open', true)
    const devices = await findDevices(db, district, recipient)
    let reached = 0
    for (const device of devices) {
      if (await sendPush(posts.guarded, { keys, contact: push.contact }, device, { title, body, loud }))
        reached++
      else await deleteDevice(db, district, device.id)
    }
    if (reached === 0) throw new NotSent('no device left', true)
  }

  /** The number of a reporter is opened for this one message, and the opening is logged. */
  async function target({ district, recipient, person, caseId }: DueDelivery): Promise<SmsTarget> {
    if (!recipient.startsWith('contact:')) return { staff: person }
    const id = recipient.slice('contact:'.length)
    const actor = systemActor(district, 'notices')
    const found = await writeAs(db, district, (tx) =>
      deps.personal.revealContact(tx, { id, actor, purpose: 'FEEDBACK', subject: `case:${caseId}` }),
    )
    if (!found?.phone) throw new NotSent('no number on file', true)
    return { phone: found.phone }
  }

  return {
    offers: [...(push ? (['PUSH'] as const) : []), ...(sms ? (['SMS'] as const) : [])],
    groupsOf: (org) => groups.filter((one) => one.org === org).map(({ kind }) => kind),
    pushKey: keys?.publicKey ?? '',
    async send(to, { title, text }) {
      switch (to.channel) {
        case 'PUSH':
          return toDevices(to, title, text)
        case 'SMS': {
          if (!sms) throw new NotSent('SMS is not open', true)
          const id = idOf('sms', to.district, to.notice, to.recipient)
          return sendSms(posts.trusted, sms, { id, to: await target(to), text: `【格治】${text}` }, now())
        }
        case 'WECOM':
        case 'DINGTALK': {
          const robot = groupOf(to.recipient, to.channel)
          if (!robot) throw new NotSent('the group is not configured any more', true)
          return to.channel === 'WECOM'
            ? sendWecom(posts.trusted, robot, text)
            : sendDingtalk(posts.trusted, robot, text, Date.now())
        }
      }
    },
  }
}
