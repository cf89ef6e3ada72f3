import { TRANSITIONS } from '@gezhi/core/cases/transitions'
import type { Role } from '@gezhi/core/people/roles'

const reporters = new Set<string>(
  TRANSITIONS.filter(({ command }) => command === 'report').flatMap(({ by }) => by),
)

/** Who may report, read from the same table the server decides by (domain specification §2.4, E01). */
export const mayReport = (role: Role): boolean => reporters.has(role)

/** Whom people call or visit though the table does not let them report: the screen says where to go instead. */
export const answersCalls = (role: Role): boolean => role === 'DISTRICT_OPERATOR'
