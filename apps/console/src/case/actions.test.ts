import type { CaseView } from '@gezhi/core/cases/case.api'
import { CASE_COMMANDS, type CommandType } from '@gezhi/core/cases/commands'
import { describe, expect, it } from 'vitest'
import { actsAtOnce, arrange, COMMAND_KEYS, primaryOf } from './actions.ts'

type Clock = CaseView['clocks'][number]
/** What these rules read of a case. */
const view = (allowed: CommandType[], refused: CommandType[] = [], clocks: Partial<Clock>[] = []): CaseView =>
  ({
    actions: [
      ...allowed.map((command) => ({ command, via: 'E00', refusal: null, prefill: {} })),
      ...refused.map((command) => ({ command, via: 'E00', refusal: 'case/not-now', prefill: {} })),
    ],
    clocks,
  }) as unknown as CaseView

describe('the likely button', () => {
  it('is what the task asks for', () => {
    expect(primaryOf(view(['annotate', 'grab', 'merge']), 'GRAB')).toBe('grab')
    expect(primaryOf(view(['rejectReturn', 'approveReturn']), 'DECIDE')).toBe('approveReturn')
  })

  it('is the first contact while that clock runs, then the result', () => {
    const running = [{ name: 'D_CONTACT', state: 'RUNNING' }] as const
    expect(primaryOf(view(['contactReporter', 'submitResult'], [], [...running]), 'HANDLE')).toBe(
      'contactReporter',
    )
    expect(primaryOf(view(['contactReporter', 'submitResult']), 'HANDLE')).toBe('submitResult')
  })

  it('is never one that is refused', () => {
    expect(primaryOf(view(['annotate'], ['grab']), 'GRAB')).toBeNull()
  })
})

describe('the buttons', () => {
  it('stand once each and show nothing that is refused', () => {
    const { primary, others } = arrange(
      view(['sign', 'annotate', 'annotate', 'transfer', 'merge'], ['grab']),
      'SIGN',
    )
    expect(primary?.command).toBe('sign')
    expect(others.map(({ command }) => command)).toEqual(['annotate', 'merge', 'transfer'])
  })

  it('send at once only when nothing has to be said', () => {
    const atOnce = (Object.keys(CASE_COMMANDS) as CommandType[]).filter(actsAtOnce)
    expect(atOnce).toEqual(['grab', 'sign', 'answer', 'sendFollowUpLink', 'recount'])
  })

  it('leave J and K to moving', () => {
    expect(Object.values(COMMAND_KEYS).filter((key) => key === 'j' || key === 'k')).toEqual([])
  })
})
