import { caseProblems } from '@gezhi/core/cases/refusals'
import { NOTICE_TITLES } from '@gezhi/core/notices/message'
import { ROLES } from '@gezhi/core/people/roles'
import { why } from './zh/clocks.ts'
import { command, consequence } from './zh/commands.ts'
import { fact, feedback, machineReason } from './zh/facts.ts'
import { field, option } from './zh/fields.ts'
import * as notices from './zh/notices.ts'
import * as residents from './zh/residents.ts'
import * as terms from './zh/terms.ts'
import * as words from './zh/words.ts'
import { mapValues } from './mapValues.ts'

/** The Chinese catalogue: subjects, each with its texts. Refusals and roles come from the core, where they are written once. */
export const zh = {
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
  refusal: mapValues(caseProblems, (problem) => problem[1]),
  noticeKind: mapValues(NOTICE_TITLES, (title) => title[0]),
  role: mapValues(ROLES, (role) => role.zh),
}
