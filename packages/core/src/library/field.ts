// What a field of a register is: data from which forms, templates, checks and documents are made.

/** Whose word counts for a field (一数一源): the department that keeps it, or the grid centre itself. */
export const OWNERS = {
  PUBLIC_SECURITY: { zh: '公安分局', en: 'Public security', department: 'D01' },
  HOUSING: { zh: '住建局', en: 'Housing', department: 'D02' },
  URBAN_MANAGEMENT: { zh: '城管执法局', en: 'Urban management', department: 'D03' },
  HEALTH: { zh: '卫健委', en: 'Health', department: 'D04' },
  MARKET: { zh: '市场监管局', en: 'Market supervision', department: 'D05' },
  CIVIL_AFFAIRS: { zh: '民政局', en: 'Civil affairs', department: 'D06' },
  EMERGENCY: { zh: '应急局', en: 'Emergency management', department: 'D09' },
  FIRE: { zh: '消防救援大队', en: 'Fire and rescue', department: 'D11' },
  EDUCATION: { zh: '教育局', en: 'Education', department: 'D13' },
  GRID_CENTRE: { zh: '区网格中心', en: 'Grid centre', department: null },
} as const satisfies Record<string, { zh: string; en: string; department: string | null }>
export type Owner = keyof typeof OWNERS
export const OWNER_NAMES = Object.keys(OWNERS) as readonly Owner[]

/** Organisation that decides for an owner in a district. */
export const officeOf = (owner: Owner, district: number): string =>
  `${district}${OWNERS[owner].department ?? ''}`

export type Choices = Readonly<Record<string, readonly [zh: string, en: string]>>

interface Named {
  readonly zh: string
  readonly en: string
  readonly owner: Owner
  /** A row without it is refused. */
  readonly required?: true
}
export type Field = Named &
  (
    | { readonly kind: 'text'; readonly most: number; readonly pattern?: RegExp }
    | { readonly kind: 'whole'; readonly from: number; readonly to: number }
    | { readonly kind: 'number'; readonly from: number; readonly to: number; readonly unit: string }
    | { readonly kind: 'day' }
    | { readonly kind: 'flag' }
    | { readonly kind: 'choice'; readonly choices: Choices }
    | { readonly kind: 'credit' }
  )
export type Value = string | number | boolean

/** Why a cell or a value cannot be taken. */
export type FieldFault =
  | 'required'
  | 'too-long'
  | 'pattern'
  | 'number'
  | 'range'
  | 'day'
  | 'flag'
  | 'choice'
  | 'credit'
