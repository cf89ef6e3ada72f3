// Commands around the reporter's answer: follow-up by link or call, complaint, wish to reopen (E43–E46, E50; §2.9).
import { Type } from 'typebox'
import { command } from './command.ts'
import { oneOf, ShortText, Text } from './schemas.ts'

export const REOPEN_REASONS = ['RECURRENCE', 'FALSE_CLOSURE', 'NEW_FACTS'] as const

const opt = Type.Optional
const contacted = Type.Boolean()
const poor = Type.Integer({ minimum: 1, maximum: 2, widget: 'rating' })

export const FOLLOW_UP_COMMANDS = {
  sendFollowUpLink: command('sendFollowUpLink', {}),
  tryFollowUp: command('tryFollowUp', { note: opt(ShortText) }),
  recordSatisfied: command('recordSatisfied', {
    contacted,
    solved: Type.Boolean(),
    rating: Type.Integer({ minimum: 3, maximum: 5, widget: 'rating' }),
    note: opt(Text(500)),
  }),
  recordDissatisfied: command('recordDissatisfied', {
    contacted,
    solved: Type.Boolean(),
    rating: poor,
    note: Text(500),
  }),
  orderRework: command('orderRework', { contacted, rating: poor, note: Text(500) }),
  recordExplained: command('recordExplained', { contacted, rating: poor, explanation: Text(1000) }),
  coSignExplained: command('coSignExplained', { note: opt(ShortText) }),
  complainSolicited: command('complainSolicited', { note: Text(500) }),
  decideSolicited: command('decideSolicited', { upheld: Type.Boolean(), finding: Text(500) }),
  requestReopen: command('requestReopen', { reasonCode: oneOf(REOPEN_REASONS), note: Text(500) }),
  rejectReopen: command('rejectReopen', { explanation: Text(500) }),
  reopen: command('reopen', { reasonCode: oneOf(REOPEN_REASONS), note: Text(500) }),
} as const
