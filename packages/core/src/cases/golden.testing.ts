// Reads the transition table of the domain specification, so that the engine can be compared with it row by row.
import { readFileSync } from 'node:fs'
import { ROLE_NAMES, type Role } from '../people/roles.ts'
import type { Issuer } from './context.ts'
import { ACTIVE_STATES, CASE_STATES, type CaseStateName } from './states.ts'

export interface GoldenRow {
  readonly id: string
  readonly from: readonly (CaseStateName | 'NEW')[]
  readonly command: string
  readonly zh: string
  readonly by: readonly Issuer[]
  readonly to: CaseStateName | '=' | 'previous'
  readonly emits: readonly string[]
  /** e.g. `start D_GRAB`; a part in words (`D_HANDLE from item limit`) is left to the scenarios. */
  readonly clocks: readonly string[]
}

/** Quoted fields hold commas; there are no quotes inside quotes. */
const fields = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

const DISTRICT: readonly Role[] = ROLE_NAMES.filter((role) => role.startsWith('DISTRICT_'))
const REPORTERS: readonly Role[] = [
  'RESIDENT',
  'VOLUNTEER',
  'GRID_MEMBER',
  'GRID_LEADER',
  'GRID_SUPPORT',
  'COMMUNITY_OPERATOR',
]
const OFFICERS: readonly Role[] = ROLE_NAMES.filter((role) => /^(STREET|DEPT)_/.test(role))
const STAFF: readonly Role[] = ROLE_NAMES.filter((role) =>
  /^(GRID|COMMUNITY|STREET|DEPT|DISTRICT)_/.test(role),
)
const VERIFIERS: readonly Role[] = ['GRID_MEMBER', 'COMMUNITY_OPERATOR', 'DISTRICT_OPERATOR']

/** What the table says in words, as roles. */
const IN_WORDS: readonly (readonly [words: RegExp, roles: readonly Issuer[]])[] = [
  [/any reporter role/, REPORTERS],
  [/original reporter|^reporter\b|; ?reporter/, ['REPORTER']],
  [/same as E39/, VERIFIERS],
  [/assignee handler/, OFFICERS],
  [/^assignee;/, OFFICERS.filter((role) => !role.endsWith('_HANDLER'))],
  [/requested by assignee/, []],
  [/assignee org leader/, ['STREET_LEADER', 'DEPT_LEADER']],
  [/assessed person/, ['STREET_LEADER', 'DEPT_LEADER', 'COMMUNITY_OPERATOR', 'GRID_MEMBER', 'GRID_LEADER']],
  [/any staff/, STAFF],
  [/any participant/, ['REPORTER', 'RESIDENT', 'VOLUNTEER', ...STAFF]],
  [/DISTRICT_\*/, DISTRICT],
]

function issuers(text: string): readonly Issuer[] {
  const named = ROLE_NAMES.filter((role) => new RegExp(`\\b${role}\\b`).test(text))
  const worded = IN_WORDS.flatMap(([words, roles]) => (words.test(text) ? roles : []))
  return [...new Set([...named, ...worded])]
}

function states(text: string): GoldenRow['from'] {
  if (text === '*active') return ACTIVE_STATES
  if (text === '*any') return CASE_STATES
  return text.split(',').map((name) => (name === '-' ? 'NEW' : (name as CaseStateName)))
}

/** `stop D_GRAB,D_DISPATCH; start D_HANDLE(rework)` as single operations without what stands in brackets. */
function operations(text: string): readonly string[] {
  return text
    .replace(/\([^)]*\)/g, '')
    .split(';')
    .flatMap((sentence) => {
      const found =
        /(?:^|: ?)\s*(start|restart|stop|pause|resume|move)( that| child)? ((?:D_[A-Z]+,? ?)+)/.exec(
          sentence.trim(),
        )
      if (!found) return /stop all/.test(sentence) ? ['stop all'] : []
      const op = found[1] === 'restart' ? 'start' : found[1]
      return (found[3]?.match(/D_[A-Z]+/g) ?? []).map((name) => `${op} ${name}`)
    })
}

const row = (line: string): GoldenRow => {
  const [id = '', from = '', command = '', zh = '', actor = '', , to = '', emits = '', clocks = ''] =
    fields(line)
  return {
    id,
    from: states(from),
    command,
    zh,
    by: issuers(actor),
    to: to as GoldenRow['to'],
    emits: emits === '-' ? [] : emits.split(', '),
    clocks: operations(clocks),
  }
}

export const golden: readonly GoldenRow[] = readFileSync(
  new URL('transitions.golden.csv', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .slice(1)
  .map(row)
