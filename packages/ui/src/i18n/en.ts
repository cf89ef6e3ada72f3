import { caseProblems } from '@gezhi/core/cases/refusals'
import { NOTICE_TITLES } from '@gezhi/core/notices/message'
import { ROLES } from '@gezhi/core/people/roles'
import { why } from './en/clocks.ts'
import { command, consequence } from './en/commands.ts'
import { fact, feedback, machineReason } from './en/facts.ts'
import { field, option } from './en/fields.ts'
import * as notices from './en/notices.ts'
import * as residents from './en/residents.ts'
import * as terms from './en/terms.ts'
import * as words from './en/words.ts'
import { mapValues } from './mapValues.ts'

/** The English catalogue: subjects, each with its texts. Refusals and roles come from the core, where they are written once. */
export const en = {
  ...terms,
  ...words,
  ...notices,
  ...residents,
  command,
  consequence,
  field,
  option,
  fact,
  feedback,
  machineReason,
  why,
  refusal: mapValues(caseProblems, (problem) => problem[2]),
  noticeKind: mapValues(NOTICE_TITLES, (title) => title[1]),
  role: mapValues(ROLES, (role) => role.en),
}
