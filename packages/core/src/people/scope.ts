import type { Actor } from './actor.ts'
import { NON_BUSINESS_ROLES, ROLES } from './roles.ts'

export const SCOPE_LEVELS = ['ALL', 'STREET', 'COMMUNITY', 'GRIDS', 'ORG', 'REPORTER', 'NONE'] as const
export type ScopeLevel = (typeof SCOPE_LEVELS)[number]

/**
 * Which cases somebody may read. The database's row policies read the same fields as session settings
 * (`gezhi.level`, `gezhi.street`, …), so a forgotten condition in a query shows nothing more.
 */
export interface Scope {
  readonly district: number
  readonly level: ScopeLevel
  /** 9 digits, with STREET. */
  readonly street?: string | undefined
  /** 12 digits, with COMMUNITY. */
  readonly community?: string | undefined
  /** 16 digits each, with GRIDS. */
  readonly grids?: readonly string[] | undefined
  /** Organisation code. ORG sees what is addressed to it; a street also sees the whistles it blew. */
  readonly org?: string | undefined
  /** Person key: residents and reporting systems see their own reports, whatever else they may see. */
  readonly reporter?: string | undefined
}

/** Everything of one district: for the machinery itself (feeds, statistics), never for a request. */
export const wholeDistrict = (district: number): Scope => ({ district, level: 'ALL' })

/**
 * The scope rule (domain specification §2.2): L1 own grids, L2 own community, L3 own street, LD what is
 * addressed to the organisation, L4 all. Auditors read all; ADMIN and DPO read no case; residents and
 * reporting systems read what they reported.
 */
export function scopeOf(actor: Actor): Scope {
  const { district, role, org, person: reporter } = actor
  const none: Scope = { district, level: 'NONE' }
  if (role !== 'AUDITOR' && NON_BUSINESS_ROLES.includes(role)) return none
  const { level } = ROLES[role]
  switch (level) {
    case 'L0':
    case 'SYSTEM':
      return { district, level: 'REPORTER', reporter }
    case 'L1':
      return { district, level: 'GRIDS', grids: actor.grids ?? [], org, reporter }
    case 'L2':
      return actor.community
        ? { district, level: 'COMMUNITY', community: actor.community, org, reporter }
        : none
    case 'L3':
      return actor.street ? { district, level: 'STREET', street: actor.street, org, reporter } : none
    case 'LD':
      return { district, level: 'ORG', org, reporter }
    case 'L4':
      return { district, level: 'ALL', org, reporter }
  }
}
