import {
  dispatcherEast,
  handlerEast,
  leaderEast,
  member,
  operator,
  supervisor,
} from '@gezhi/core/cases/actors.testing'
import type { CauseView, ExplainedClock } from '@gezhi/core/cases/clock.api'
import { explain } from '@gezhi/core/cases/explain'
import type { Cause } from '@gezhi/core/cases/explain.runs'
import { LAMP, report, requestSuspend, result } from '@gezhi/core/cases/flow.testing'
import { by, cases, type Step } from '@gezhi/core/cases/given.testing'
import { at, calendar, DAY, HOUR, MONDAY, organisations } from '@gezhi/core/cases/rules.testing'
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TextKey } from '../i18n/catalogue.ts'
import { en } from '../i18n/en.ts'
import { translator, type Translate } from '../i18n/i18n.ts'
import { zh } from '../i18n/zh.ts'
import { clockSentences, exactSpan, moveText, segmentText, withoutText } from './clockText.ts'
import { scaleOf, ticksOf } from './stripScale.ts'

let t: Translate
let english: Translate
beforeAll(async () => {
  const instance = i18next.createInstance()
  await instance.init({
    lng: 'zh',
    resources: { zh, en },
    keySeparator: false,
    nsSeparator: ':',
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  })
  t = translator<TextKey>(instance, 'zh')
  english = translator<TextKey>(instance, 'en')
})

/** As the server sends it: organisations with their names. */
function viewOf({ by: who, askedBy, ...cause }: Cause): CauseView {
  const actor = ({ role, post, org }: Cause['by']): CauseView['by'] => ({
    role,
    post,
    org,
    orgName: organisations.find(({ code }) => code === org)?.shortName ?? '',
    name: null,
  })
  return { ...cause, by: actor(who), askedBy: askedBy && actor(askedBy) }
}

function explained(steps: readonly Step[], key = 'D_HANDLE'): ExplainedClock {
  const told = cases(...steps)
  const found = explain(told.facts, key, { calendar, now: told.now })
  if (!found) throw new Error(`no ${key}`)
  const caused = <T extends { readonly cause: Cause }>(all: readonly T[]) =>
    all.map((one) => ({ ...one, cause: viewOf(one.cause) }))
  return {
    ...found,
    cause: viewOf(found.cause),
    end: found.end && viewOf(found.end),
    segments: caused(found.segments),
    moves: caused(found.moves),
    without: caused(found.without),
    missedAt: [...found.missedAt],
    still: [...found.still],
  }
}

const grabbed: readonly Step[] = [
  by(member, report(), { at: MONDAY }),
  by(operator, { type: 'accept', item: LAMP }),
  by(dispatcherEast, { type: 'grab' }),
]
const paused: readonly Step[] = [
  ...grabbed,
  by(leaderEast, requestSuspend, { at: MONDAY + 4 * HOUR }),
  by(supervisor, { type: 'approveSuspend', reviewAt: MONDAY + 10 * DAY }, { at: MONDAY + 5 * HOUR }),
  by(leaderEast, { type: 'resume' }, { at: MONDAY + 41 * HOUR }),
]
const done: readonly Step[] = [...paused, by(handlerEast, result(), { at: at('2026-09-20 15:02') })]

describe('an explained deadline in words', () => {
  it('says since when, how it ended and what it adds up to', () => {
    expect(clockSentences(explained(done), t)).toEqual([
      '2026-09-14 10:02 起算（东城街道 · 抢单），时限 5 天（工作日）。',
      '应于 2026-09-21 22:02 完成，2026-09-20 15:02 按时完成，尚余 1 天 7 h（工作日）。',
      '计时 4 天 17 h + 停顿 1 天 12 h = 历时 6 天 5 h；计时中计入 3 天 17 h（工作日）。',
    ])
  })

  it('says who stopped it, who asked for it and why', () => {
    expect(explained(done).segments.map((segment) => segmentText(segment, 'WD24', t))[1]).toBe(
      '2026-09-14 15:00 — 2026-09-16 03:00：停顿 1 天 12 h，其中本可计时 1 天 12 h（工作日）。区网格中心 · 批准挂起（东城街道 申请） 事由：季节性施工 冬季不能施工',
    )
  })

  it('says what would be without the pause', () => {
    expect(explained(done).without.map((one) => withoutText(one, t))).toEqual([
      '没有东城街道的 1 天 12 h 停顿，到期应为 2026-09-20 10:02，就会超时 5 h。',
    ])
    expect(explained(done).without.map((one) => withoutText(one, english))).toEqual([
      'Without the pause of 1 d 12 h by 东城街道 it would have been due 2026-09-20 10:02, and would be late by 5 h.',
    ])
  })

  it('says what moved it', () => {
    const extended = explained([
      ...grabbed,
      by(leaderEast, { type: 'requestExtension', until: at('2026-09-23 10:02'), reason: '等待材料' }),
      by(supervisor, { type: 'approveExtension' }),
    ])
    expect(extended.moves.map((move) => moveText(move, t))).toEqual([
      '2026-09-14 10:04 延期：到期由 2026-09-20 10:02 改为 2026-09-23 10:02。区网格中心 · 批准延期（东城街道 申请） 事由：等待材料',
    ])
  })

  it('says of the total limit that nothing stops it, and of an unpublished year that it is assumed', () => {
    expect(clockSentences(explained(paused, 'D_TOTAL'), t).at(-1)).toContain('均不停顿')
    const december = [by(member, report(), { at: at('2026-12-28 10:00') }), ...grabbed.slice(1)]
    expect(clockSentences(explained(december), english).at(-1)).toContain('not published yet')
  })

  it('adds lengths up: nothing is rounded away but seconds', () => {
    expect([0, 59_000, 61 * 60_000, 5 * DAY + 3 * HOUR + 20 * 60_000].map((ms) => exactSpan(ms, t))).toEqual([
      '0 秒',
      '59 秒',
      '1 h 1 分',
      '5 天 3 h 20 分',
    ])
  })
})

describe('the scale of a strip', () => {
  it('begins with the start and holds every mark', () => {
    const one = explained(done)
    const scale = scaleOf(one, at('2026-09-25 10:00'))
    expect(scale.at(one.startedAt)).toBe(0)
    expect(scale.at(one.dueAt ?? 0)).toBeGreaterThan(90)
    expect(scale.at(one.dueAt ?? 0)).toBeLessThan(100)
  })
  it('has at most eight ticks, on whole days of Beijing', () => {
    const ticks = ticksOf(scaleOf(explained(done), at('2026-09-25 10:00')))
    expect(ticks.map(({ label }) => label)).toEqual([
      '09-15',
      '09-16',
      '09-17',
      '09-18',
      '09-19',
      '09-20',
      '09-21',
      '09-22',
    ])
  })
  it('does not break on a clock that was stopped in the same instant', () => {
    const scale = scaleOf(explained(grabbed.slice(0, 2), 'D_GRAB'), MONDAY + 1)
    expect(ticksOf(scale).length).toBeLessThanOrEqual(13)
  })
})
