// The register of personal data as data: what every personal column is for. The build fails when a column has no entry
// (PIPL 5, 6, 13; R-P-01), and a scan refuses names of what this product never keeps (R-P-26, R-P-28).

/** P personal · S sensitive personal (PIPL 28). */
export type DataClass = 'P' | 'S'

export interface RegisterEntry {
  /** `schema.table.column`; schema `public` is left out. */
  readonly columns: readonly string[]
  readonly level: DataClass
  readonly what: string
  readonly purpose: string
  readonly basis: string
  readonly source: string
  readonly retention: string
  readonly viewers: string
}

const columnsOf = (table: string, names: string): readonly string[] =>
  names.split(' ').map((name) => `${table}.${name}`)

const RECORD = '登记时告知的日期，最长十年；撤回同意后 24 小时内'
const NEAR = '本网格的网格员、网格长，本社区受理员；按目的展开，10 分钟失效，逐次留痕'

/** Chinese, because the register is shown to people and to authorities; English words stand in the glossary. */
export const PRIVACY_REGISTER: readonly RegisterEntry[] = [
  {
    columns: columnsOf('identity.resident', 'name_enc name_masked'),
    level: 'P',
    what: '居民姓名（密文、掩码）',
    purpose: '上门服务联系、核对居住登记、办理个人信息请求',
    basis: '同意；城市居民委员会组织法 第三条',
    source: '本人、网格员走访、社区窗口、公安登记',
    retention: RECORD,
    viewers: NEAR,
  },
  {
    columns: columnsOf('identity.resident', 'id_no_enc id_no_hmac id_no_masked'),
    level: 'S',
    what: '居民身份证号码（密文、带密钥摘要、掩码），可不登记',
    purpose: '核对居住登记、避免重复登记',
    basis: '法定职责：城市居民委员会组织法 第三条；本人单独提供',
    source: '本人、公安登记',
    retention: RECORD,
    viewers: NEAR,
  },
  {
    columns: columnsOf('identity.resident', 'age_band sex kind language deceased'),
    level: 'P',
    what: '年龄段（不登记出生日期）、性别、户籍类别、交流语言、是否已故',
    purpose: '安排适合的服务；未满十四周岁的特别保护；近亲属请求',
    basis: '同意；法定职责',
    source: '本人、网格员走访',
    retention: RECORD,
    viewers: '本网格、本社区、本镇街人员（掩码列表）',
  },
  {
    columns: columnsOf('identity.resident', 'street community grid'),
    level: 'P',
    what: '所在镇街、社区、网格',
    purpose: '确定由谁服务、谁可以查看',
    basis: '同意；法定职责',
    source: '由网格编码得出',
    retention: RECORD,
    viewers: '本网格、本社区、本镇街人员',
  },
  {
    columns: columnsOf(
      'identity.residence',
      'resident house relation residence_type since until household_match declared_by',
    ),
    level: 'P',
    what: '人房关系：房屋编码、与户主关系、居住方式、起止、人户一致',
    purpose: '核对居住登记、紧急疏散',
    basis: '城市居民委员会组织法 第三条；紧急情况',
    source: '本人、房东、用工单位、公安核查',
    retention: RECORD,
    viewers: NEAR,
  },
  {
    columns: columnsOf('personal.phone', 'resident phone_enc phone_hmac phone_masked'),
    level: 'P',
    what: '居民电话（密文、带密钥摘要、掩码）',
    purpose: '上门服务联系、紧急情况',
    basis: '同意；个人信息保护法 第十三条第一款第四项',
    source: '本人',
    retention: RECORD,
    viewers: NEAR,
  },
  {
    columns: columnsOf('needs.need', 'resident content_enc carers street consent'),
    level: 'S',
    what: '服务需求（类别、申请人、安排，密文）、照料人',
    purpose: '提供本人申请的照料服务',
    basis: '单独同意',
    source: '本人、监护人、家属申请',
    retention: '最长 12 个月，到期重新同意或者删除；撤回同意当时删除',
    viewers: '指定的照料人、镇街负责人',
  },
  {
    columns: columnsOf('personal.contact', 'name_enc phone_enc phone_hmac name_masked phone_masked'),
    level: 'P',
    what: '上报人的称呼和电话（密文、带密钥摘要、掩码）',
    purpose: '核实事件、回访',
    basis: '同意；可以匿名',
    source: '上报人',
    retention: '事件办理期间和办结后 12 个月',
    viewers: '承办单位和区回访员，按目的展开并留痕',
  },
  {
    columns: [
      ...columnsOf('privacy.consent', 'resident text version language channel given_by'),
      ...columnsOf('privacy.request', 'resident state'),
      ...columnsOf('privacy.request_text', 'text_enc'),
    ],
    level: 'P',
    what: '同意记录；个人信息请求及往来文字（密文）',
    purpose: '证明同意、办理请求',
    basis: '个人信息保护法 第十四条、第五十条',
    source: '本人、近亲属',
    retention: '居民信息删除后三年',
    viewers: '本人、社区受理员、个人信息保护负责人',
  },
  {
    columns: [
      ...columnsOf('privacy.read_log', 'resident post person role org'),
      ...columnsOf('personal.read_log', 'contact post person role org'),
      ...columnsOf('privacy.alarm', 'person post'),
      ...columnsOf('privacy.export', 'post person org'),
    ],
    level: 'P',
    what: '工作人员查看、导出记录',
    purpose: '向本人说明、审计',
    basis: '个人信息保护法 第五十一条',
    source: '系统记录',
    retention: '三年',
    viewers: '本人（角色、单位、目的、日期）、审计员、个人信息保护负责人',
  },
  {
    columns: [
      ...columnsOf('privacy.holder', 'person resident'),
      ...columnsOf('privacy.code', 'code_hash resident'),
    ],
    level: 'P',
    what: '本人查询码与居民信息的对应（摘要）、当面交付的验证码（摘要）',
    purpose: '让本人查看自己的信息',
    basis: '个人信息保护法 第四十五条',
    source: '系统生成，当面交付',
    retention: '查询码 180 天，验证码 14 天或者用后即删',
    viewers: '无人可见',
  },
  {
    columns: columnsOf('gates.pass', 'resident card_hmac name_enc'),
    level: 'P',
    what: '通行凭证：持有人、门卡号摘要、访客称呼（密文，可不填）',
    purpose: '居民和访客进出小区',
    basis: '同意',
    source: '本人',
    retention: '居民：本人停用；访客：失效后 30 天',
    viewers: '本人；门禁只得到是否放行',
  },
  {
    columns: columnsOf('field_task', 'person'),
    level: 'P',
    what: '走访、排查、宣传、民意记录是谁做的（工作人员编号）；不含住户和居民',
    purpose: '本人查看、补充自己的记录和工作报告；任务进度只按网格统计，不涉及个人',
    basis: '个人信息保护法 第十三条第一款第二项（依法实施人力资源管理所必需）',
    source: '本人提交的任务记录',
    retention: '与工作事实同期',
    viewers: '本人',
  },
  {
    columns: columnsOf('patrol', 'person'),
    level: 'P',
    what: '巡查是谁开展的（工作人员编号）；不含位置和轨迹',
    purpose: '本人查看和说明自己的巡查；覆盖情况只按网格统计，不涉及个人',
    basis: '个人信息保护法 第十三条第一款第二项（依法实施人力资源管理所必需）',
    source: '本人开始并结束的巡查，设备上算成覆盖后一次上报',
    retention: '原始轨迹只在本人设备上，巡查结束即删，最迟三十天；记录与工作事实同期',
    viewers: '本人',
  },
  {
    columns: [
      ...columnsOf('staff', 'name'),
      ...columnsOf('auth.user', 'name email username display_username person'),
      ...columnsOf('auth.session', 'ip_address user_agent'),
      ...columnsOf('audit', 'address actor post'),
      ...columnsOf('support_team', 'name'),
    ],
    level: 'P',
    what: '工作人员姓名、账号、登录设备与网络地址',
    purpose: '履行职务、公示网格员、审计',
    basis: '履行劳动人事关系所必需；网络安全法 第二十一条',
    source: '人事名册、系统记录',
    retention: '任职期间；登录日志至少六个月',
    viewers: '公示栏（姓名、工作电话）、管理员、审计员',
  },
  {
    columns: [
      ...columnsOf('case_row', 'reporter address'),
      ...columnsOf('contribution', 'person reporter'),
      ...columnsOf('notice', 'person'),
      ...columnsOf('push_device', 'person'),
      ...columnsOf('device', 'person name'),
      ...columnsOf('file_read', 'person'),
      ...columnsOf('post', 'person'),
      ...columnsOf('score', 'person'),
    ],
    level: 'P',
    what: '谁上报、谁经办的代码（居民为查询码摘要，不是姓名）；事件地址',
    purpose: '办理、通知、考评、查看原图留痕',
    basis: '城市居民委员会组织法 第三条；劳动人事关系',
    source: '系统记录、上报人',
    retention: '随事件档案',
    viewers: '按岗位范围',
  },
]

/** Columns of the personal schemas that say nothing about a person. */
const TECHNICAL: Readonly<Record<string, string>> = {
  'identity.resident':
    'legal_basis article purposes source assessment hold locked_at retention_until verified_at version created_at created_by',
  'identity.residence': 'created_at',
  'personal.phone': 'created_at',
  'personal.contact': 'key_id purpose legal_basis retention_until created_at',
  'personal.read_log': 'at purpose subject',
  'needs.need': 'assessment valid_to created_at created_by',
  'privacy.read_log': 'reveal at part purpose channel',
  'privacy.consent': 'given_at recorded_by withdrawn_at withdrawn_by',
  'privacy.alarm': 'day at reads settled_at settled_by note',
  'privacy.export': 'asked_at community purpose reason state decided_at decided_by answer row_count taken_at',
  'privacy.record': 'kind key body at by_post keep_until',
  'privacy.request': 'version status right_kind asked_at due_at',
  'privacy.request_text': 'request',
  'privacy.retention_report': 'at counts',
  'privacy.code': 'made_at made_by expires_at',
  'privacy.holder': 'since expires_at',
  'privacy.key': 'key_id suite proof noted_at',
  'gates.gate': 'code source name community face checklist checked_at',
  'gates.pass': 'class medium community entries valid_from valid_to ended_at',
  'gates.event': 'gate at direction credential_kind pass_class result',
}

/** Names elsewhere that look personal and are names of things. */
const OF_THINGS = new Set(
  [
    'base_layer',
    'calendar_day',
    'catalogue_item',
    'district',
    'feed_cursor',
    'grid',
    'organisation',
    'schema_migration',
  ]
    .concat(['service_item', 'source', 'source_system', 'library_record', 'library_load'])
    .map((table) => `${table}.name`)
    .concat('organisation.short_name', 'library_record.address'),
)

const PERSONAL_SCHEMA = /^(identity|personal|needs|privacy|gates)\./
const LOOKS_PERSONAL =
  /\.(.*_)?(name|phone|mobile|mail|email|address|id_no|id_number|ip_address|birth|birthday|sex|contact|person|reporter|resident|user_agent)$/

const entered = new Set(PRIVACY_REGISTER.flatMap(({ columns }) => columns))
const technical = new Set(
  Object.entries(TECHNICAL).flatMap(([table, names]) => names.split(' ').map((name) => `${table}.${name}`)),
)

/** Columns (`table.column`) that hold or may hold personal data and have no entry: none may be left (R-P-01). */
export const registerGaps = (columns: readonly string[]): readonly string[] =>
  columns.filter((column) => {
    if (/\.(district|id)$/.test(column) || entered.has(column) || technical.has(column)) return false
    return PERSONAL_SCHEMA.test(column) || (LOOKS_PERSONAL.test(column) && !OF_THINGS.has(column))
  })

/** Entries whose column the database does not have: the register must not promise what is not there. */
export const registerGhosts = (columns: readonly string[]): readonly string[] => {
  const there = new Set(columns)
  return [...entered, ...technical].filter((column) => !there.has(column))
}

/** What is never kept, as a name of a column, a key or an endpoint: biometrics, whereabouts of residents, labels. */
const NEVER =
  /biometr|face_?(id|feature|vector|template|embedding|print|image|photo|library)|finger_?print_?(image|template|feature)|\biris(?!h)|(^|[^a-z])iris([^a-z]|$)|gait|voice_?print|dna([^a-z]|$)|religio|political|party_?member|blood_?type|ethnic|criminal|watch_?list|black_?list|key_?person|resident_?(track|trajectory)|trajector|movement_?profile|social_?credit/i

/** Names that the product refuses to have (R-P-26, R-P-28; domain specification §4.6). */
export const forbiddenNames = (names: readonly string[]): readonly string[] =>
  names.filter((name) => NEVER.test(name.replaceAll(/([a-z])([A-Z])/g, '$1_$2')))
