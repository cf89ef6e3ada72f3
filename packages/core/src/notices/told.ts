// A fact in its place, and the notices that rules make of it.
import type { CaseState } from '../cases/case.ts'
import type { Role } from '../people/roles.ts'
import type { Addressee, NoticeDraft, NoticeKind } from './notice.ts'

/** A fact in its place: which case, as it stands now, and the version that makes the notice's key. */
export interface Told {
  readonly state: CaseState
  readonly stream: string
  readonly version: number
  readonly district: number
}

export type Values = NoticeDraft['values']

export const LEADERS: readonly Role[] = ['STREET_LEADER', 'DEPT_LEADER']
export const HANDLERS: readonly Role[] = [
  'STREET_HANDLER',
  'STREET_DISPATCHER',
  'DEPT_HANDLER',
  'DEPT_DISPATCHER',
]

/** One notice of this fact; `part` tells several of one fact apart. */
export const told = (
  { state, version }: Told,
  kind: NoticeKind,
  to: Addressee,
  values: Values = {},
  more: Partial<Pick<NoticeDraft, 'dueAt' | 'until'>> & { readonly part?: string } = {},
): NoticeDraft => {
  const { part, ...rest } = more
  return {
    kind,
    key: [kind.toLowerCase(), version, ...(part === undefined ? [] : [part])].join('/'),
    to,
    urgency: state.urgency,
    values,
    dueAt: null,
    ...rest,
  }
}

export const centreOf = ({ district }: Told, ...roles: Role[]): Addressee => ({
  org: String(district),
  roles,
})
