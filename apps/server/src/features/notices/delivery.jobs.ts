// Notices on their way out of the house: which way, when, again after a failure, and by the next way after the last.
import type { Channel } from '@gezhi/core/notices/notice.api'
import { messageOf } from '@gezhi/core/notices/message'
import type { NoticeKind } from '@gezhi/core/notices/notice'
import { leavesAt, SPACING_MS, USUAL_HABITS } from '@gezhi/core/notices/quiet'
import { MINUTE, SECOND } from '@gezhi/core/kernel/calendar'
import { writeAs } from '../../kernel/access.store.ts'
import type { Tx } from '../../kernel/database.ts'
import type { Channels } from './channels.ts'
import {
  holdDeliveries,
  insertDeliveries,
  markDelivered,
  markFailed,
  type DueDelivery,
  type NewDelivery,
} from './delivery.store.ts'
import { findHabits, findReachable } from './habit.store.ts'
import type { DeliveryMetrics } from './delivery.metrics.ts'
import type { NoticeDeps } from './notice.deps.ts'
import type { NewNotice } from './notice.store.ts'

const HOLD_MS = MINUTE
const BATCH = 500
/** After so many failures the next way is tried: half a minute, two, ten. */
const PAUSES_MS = [30 * SECOND, 2 * MINUTE, 10 * MINUTE] as const

/** What a group chat hears beside everything that is urgent: what a unit answers for together. */
const FOR_GROUPS: ReadonlySet<NoticeKind> = new Set(['CARD', 'CALL', 'PAGE', 'PROPOSAL', 'MISSED'])

type Planning = Pick<NoticeDeps, 'districts' | 'rosters'> & { readonly channels: Channels }

const isContact = ({ recipient }: Pick<NewNotice, 'recipient'>): boolean => recipient.startsWith('contact:')
const isLoud = (row: NewNotice): boolean => row.urgency === 'URGENT' && !isContact(row)

/** The first way for each recipient: a device if there is one; SMS for what is urgent, and for reporters. */
function ownWay(row: NewNotice, { offers }: Channels, reachable: ReadonlySet<string>): Channel | null {
  if (isContact(row)) return offers.includes('SMS') ? 'SMS' : null
  if (offers.includes('PUSH') && reachable.has(row.recipient)) return 'PUSH'
  return isLoud(row) && offers.includes('SMS') ? 'SMS' : null
}

/** Plans what leaves for new notices, in the transaction that writes them. */
export async function planDeliveries(
  { districts, rosters, channels }: Planning,
  tx: Tx,
  district: number,
  rows: readonly NewNotice[],
  at: number,
): Promise<void> {
  if (channels.offers.length === 0 || rows.length === 0) return
  const posts = [...new Set(rows.map(({ recipient }) => recipient))]
  const [habits, reachable] = [
    await findHabits(tx, district, posts),
    await findReachable(tx, district, posts),
  ]
  const { calendar } = districts(district).rules
  const { quiet } = rosters(district)
  const when = (row: NewNotice, recipient: string): number =>
    leavesAt(at, isLoud(row), { quiet, calendar, habits: habits.get(recipient) ?? USUAL_HABITS })
  const plan = (row: NewNotice, channel: Channel, recipient: string): NewDelivery => ({
    notice: row.id,
    channel,
    recipient,
    loud: isLoud(row),
    nextAt: when(row, recipient),
  })
  const own = rows.flatMap((row) => {
    const channel = ownWay(row, channels, reachable)
    return channel === null ? [] : [plan(row, channel, row.recipient)]
  })
  // A group hears of one cause once, however many of its posts are told.
  const first = new Map(rows.map((row) => [`${row.caseId}/${row.key}/${row.org}`, row]))
  const groups = [...first.values()]
    .filter((row) => !isContact(row) && (isLoud(row) || FOR_GROUPS.has(row.kind)))
    .flatMap((row) => channels.groupsOf(row.org).map((kind) => plan(row, kind, row.org)))
  await insertDeliveries(tx, district, [...own, ...groups])
}

type Sending = Planning & Pick<NoticeDeps, 'db' | 'now' | 'log'> & { readonly measured: DeliveryMetrics }

/** One message for all that waits for one recipient by one way. Nobody waits for it but the worker. */
async function sendOne(deps: Sending, all: readonly [DueDelivery, ...DueDelivery[]]): Promise<void> {
  const { db, now, log, channels, districts, measured } = deps
  const [first] = all
  const { district, channel, recipient } = first
  const same = { district, channel, notices: all.map(({ notice }) => notice) }
  const { calendar } = districts(district).rules
  const message = messageOf(all, calendar)
  try {
    await channels.send(first, message)
    await markDelivered(db, same, now())
    measured.tried(channel, 'delivered', all.length)
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    const forGood = error instanceof Error && 'forGood' in error && error.forGood === true
    const pause = forGood ? undefined : PAUSES_MS[first.attempts - 1]
    const at = now()
    measured.tried(channel, pause === undefined ? 'failed' : 'again', all.length)
    log.warn({ err: error, district, channel, recipient, messages: all.length }, 'notice not delivered')
    if (pause !== undefined) return markFailed(db, same, { at, failure, nextAt: at + pause })
    await writeAs(db, district, async (tx) => {
      await markFailed(tx, same, { at, failure, nextAt: null })
      await insertDeliveries(tx, district, nextWay(channels, all, at))
    })
  }
}

/** A device that cannot be reached hands on what is urgent to SMS; other ways have none behind them. */
function nextWay({ offers }: Channels, all: readonly DueDelivery[], at: number): NewDelivery[] {
  return all
    .filter(({ channel, loud }) => channel === 'PUSH' && loud && offers.includes('SMS'))
    .map(({ notice, recipient, loud }) => ({ notice, channel: 'SMS', recipient, loud, nextAt: at }))
}

/** Sends everything that may leave now; answers how many messages were tried. */
export async function sendDue(deps: Sending): Promise<number> {
  const due = await holdDeliveries(deps.db, {
    now: deps.now(),
    holdMs: HOLD_MS,
    limit: BATCH,
    spacingMs: SPACING_MS,
  })
  const messages = Map.groupBy(due, ({ district, channel, recipient }) =>
    [district, channel, recipient].join('/'),
  )
  const waiting = [...messages.values()]
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [first, ...more] = next
      if (first) await sendOne(deps, [first, ...more])
    }
  }
  // A slow gateway holds up three of its own messages, nothing else.
  await Promise.all(Array.from({ length: 4 }, worker))
  return messages.size
}

const TICK_MS = 2000

/** Looks every two seconds for what may leave; one round at a time. */
export function createSender(deps: Sending) {
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<unknown> | undefined
  return {
    start() {
      timer = setInterval(() => {
        sending ??= sendDue(deps)
          .catch((error: unknown) => deps.log.error({ err: error }, 'messages cannot be sent; tried again'))
          .finally(() => (sending = undefined))
      }, TICK_MS)
      timer.unref()
    },
    async stop() {
      clearInterval(timer)
      await sending
    },
  }
}
