// What residents' data may be used for: each purpose with its ground in law, who may act on it and what it opens.
import type { Role } from '../people/roles.ts'

export const LEGAL_BASES = ['CONSENT', 'STATUTORY_DUTY', 'EMERGENCY', 'CONTRACT', 'PUBLIC_INFO'] as const
/** PIPL article 13, kept with every record (domain specification §4.5, R-P-03). */
export type LegalBasis = (typeof LEGAL_BASES)[number]

export const PARTS = ['IDENTITY', 'CONTACT', 'NEEDS'] as const
/** Parts of a record that are kept, opened and logged apart (R-P-20): name and id number, phone, needs for service. */
export type Part = (typeof PARTS)[number]

export interface Purpose {
  readonly zh: string
  readonly en: string
  readonly basis: LegalBasis
  /** Law and article for duties and emergencies; a duty without one cannot be made (R-P-08). */
  readonly article: string | null
  readonly roles: readonly Role[]
  readonly opens: readonly Part[]
  /** Whether a record may be looked for by id number or phone (R-P-25). */
  readonly searches: boolean
  /** The consent text whose standing consent it needs; null where the law does not need one. */
  readonly consent: ConsentCode | null
}

export const CONSENT_CODES = ['SERVICE_CONTACT', 'SERVICE_NEED', 'CHILD'] as const
export type ConsentCode = (typeof CONSENT_CODES)[number]

const NEAR: readonly Role[] = ['GRID_MEMBER', 'GRID_LEADER', 'COMMUNITY_OPERATOR']

export const PURPOSES = {
  SERVICE_CONTACT: {
    zh: '上门服务联系',
    en: 'Arrange a service at home',
    basis: 'CONSENT',
    article: null,
    roles: NEAR,
    opens: ['IDENTITY', 'CONTACT'],
    searches: false,
    consent: 'SERVICE_CONTACT',
  },
  REGISTER_CHECK: {
    zh: '核对居住登记',
    en: 'Check who lives here',
    basis: 'STATUTORY_DUTY',
    article: '城市居民委员会组织法 第三条',
    roles: ['GRID_MEMBER', 'GRID_LEADER', 'COMMUNITY_OPERATOR'],
    opens: ['IDENTITY'],
    searches: true,
    consent: null,
  },
  EMERGENCY: {
    zh: '紧急情况下保护生命健康和财产',
    en: 'Protect life, health or property in an emergency',
    basis: 'EMERGENCY',
    article: '个人信息保护法 第十三条第一款第四项',
    roles: ['GRID_MEMBER', 'GRID_LEADER', 'COMMUNITY_OPERATOR', 'STREET_LEADER', 'STREET_DISPATCHER'],
    opens: ['IDENTITY', 'CONTACT'],
    searches: true,
    consent: null,
  },
  NEED_CARE: {
    zh: '照料服务需求',
    en: 'Care for a need',
    basis: 'CONSENT',
    article: null,
    roles: ['GRID_MEMBER', 'GRID_LEADER', 'COMMUNITY_OPERATOR', 'STREET_HANDLER', 'STREET_LEADER'],
    opens: ['IDENTITY', 'CONTACT', 'NEEDS'],
    searches: false,
    consent: 'SERVICE_NEED',
  },
  DATA_REQUEST: {
    zh: '办理个人信息请求',
    en: 'Answer a request about personal data',
    basis: 'STATUTORY_DUTY',
    article: '个人信息保护法 第五十条',
    roles: ['COMMUNITY_OPERATOR', 'DPO'],
    opens: ['IDENTITY', 'CONTACT', 'NEEDS'],
    searches: true,
    consent: null,
  },
} as const satisfies Record<string, Purpose>

export type PurposeCode = keyof typeof PURPOSES
export const PURPOSE_CODES = Object.keys(PURPOSES) as readonly PurposeCode[]

/** The resident's own look at the own record; not a purpose that a post can name. */
export const SELF = 'SELF'

export const purposeOf = (code: PurposeCode): Purpose => PURPOSES[code]

/** Purposes that a role may name. */
export const purposesOf = (role: Role): readonly PurposeCode[] =>
  PURPOSE_CODES.filter((code) => purposeOf(code).roles.includes(role))
