/** Roles and levels of domain.md §2.2. */
export const LEVELS = ['L0', 'L1', 'L2', 'L3', 'LD', 'L4', 'SYSTEM'] as const
export type Level = (typeof LEVELS)[number]

interface RoleInfo {
  readonly level: Level
  readonly zh: string
  readonly en: string
}

export const ROLES = {
  RESIDENT: { level: 'L0', zh: '居民', en: 'Resident' },
  ENTERPRISE: { level: 'L0', zh: '企业', en: 'Enterprise' },
  VOLUNTEER: { level: 'L0', zh: '志愿者', en: 'Volunteer' },
  GRID_MEMBER: { level: 'L1', zh: '网格员', en: 'Grid member' },
  GRID_LEADER: { level: 'L1', zh: '网格长', en: 'Grid leader' },
  GRID_SUPPORT: { level: 'L1', zh: '网格服务团队', en: 'Grid support team' },
  COMMUNITY_OPERATOR: { level: 'L2', zh: '社区受理员', en: 'Community operator' },
  STREET_DISPATCHER: { level: 'L3', zh: '镇街派单员', en: 'Street dispatcher' },
  STREET_HANDLER: { level: 'L3', zh: '镇街处置员', en: 'Street handler' },
  STREET_LEADER: { level: 'L3', zh: '镇街负责人', en: 'Street leader' },
  DEPT_DISPATCHER: { level: 'LD', zh: '部门派单员', en: 'Department dispatcher' },
  DEPT_HANDLER: { level: 'LD', zh: '部门处置员', en: 'Department handler' },
  DEPT_LEADER: { level: 'LD', zh: '部门负责人', en: 'Department leader' },
  DISTRICT_OPERATOR: { level: 'L4', zh: '区级受理员', en: 'District operator' },
  DISTRICT_DISPATCHER: { level: 'L4', zh: '区级派单员', en: 'District dispatcher' },
  DISTRICT_SUPERVISOR: { level: 'L4', zh: '区级督办员', en: 'District supervisor' },
  DISTRICT_ASSESSOR: { level: 'L4', zh: '区级考评员', en: 'District assessor' },
  DISTRICT_LEADER: { level: 'L4', zh: '区级领导', en: 'District leader' },
  AUDITOR: { level: 'L4', zh: '审计员', en: 'Auditor' },
  DPO: { level: 'L4', zh: '个人信息保护负责人', en: 'Data protection officer' },
  ADMIN: { level: 'L4', zh: '系统管理员', en: 'Administrator' },
  SYSTEM: { level: 'SYSTEM', zh: '系统', en: 'System' },
} as const satisfies Record<string, RoleInfo>

export type Role = keyof typeof ROLES
export const ROLE_NAMES = Object.keys(ROLES) as readonly Role[]

/** Roles that read logs or configure and may never issue a business command (§2.2, separation of duty). */
export const NON_BUSINESS_ROLES: readonly Role[] = ['AUDITOR', 'DPO', 'ADMIN']

/** Posts of the district's centre and its leaders that act on cases. */
export const DISTRICT_ROLES: readonly Role[] = [
  'DISTRICT_OPERATOR',
  'DISTRICT_DISPATCHER',
  'DISTRICT_SUPERVISOR',
  'DISTRICT_ASSESSOR',
  'DISTRICT_LEADER',
]
