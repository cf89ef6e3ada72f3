/** What the name and class of an item say about who takes part, who is called and what it belongs to. */
import type { StatutoryRuleCode } from '@gezhi/core/districts/statutory'
import { COURT, departmentCode, mediationCode, type DepartmentName } from './organisations.ts'

type Rule<T> = readonly [fits: RegExp, value: T]

const firstOf = <T>(rules: readonly Rule<T>[], text: string): T | undefined =>
  rules.find(([fits]) => fits.test(text))?.[1]

const codes = (list: string) => new Set(list.split(' ').map((code) => `W${code}`))

/** Simple sanitation and order matters that a grid member may settle on the spot (即办即结). */
const SELF_HANDLED = codes(
  '01001 01004 01006 01012 01013 01014 01015 01016 01017 01018 01019 01020 01024 01025 01026 01029 01037 01040 01042 01043 01045 01046 03009 04006 04014 04015 04017 05019 05024 05025 05027 05028 05033 05034 07027 09003 09004 09005 10009 10030 12026 13001 14023 14024 14026',
)

/** Matters that only the department itself may take: powers of police, licensing, benefits and inspection. */
const DEPARTMENT_ONLY =
  /线索|鉴定|认定|放射源|矿山|危化品|重大危险源|处方药|假药|医疗器械|特种设备|锅炉|气瓶|知识产权|直销|传销|信号灯|骗保|待遇|补贴问题|参保|异地就医|退役|优抚|法院|涉法涉诉|信访积案|枪支|爆炸物|酒驾|网约车|出租车|校车|测量标志|危险废物|电磁辐射|许可内容|不动产|入学|药店|计量|进口食品|成品油|欠薪|工伤|社保/

const CO_UNITS: readonly Rule<readonly DepartmentName[]>[] = [
  [/家庭暴力/, ['公安分局', '妇女联合会', '民政局']],
  [/自伤|心理危机/, ['公安分局', '卫生健康委员会', '民政局']],
  [/未成年|校园欺凌|留守|控辍|孤儿/, ['教育局', '公安分局', '民政局']],
  [/学校|校园|学生|校车|校外|幼儿园|家校/, ['教育局', '公安分局', '市场监督管理局']],
  [/群体性欠薪|讨薪|工程款/, ['人力资源和社会保障局', '住房和城乡建设局', '公安分局']],
  [/欠薪|劳动|社保未缴|工伤/, ['人力资源和社会保障局', '司法局']],
  [/燃气|液化气|气瓶/, ['住房和城乡建设局', '市场监督管理局', '消防救援大队']],
  [/化学品|危化|危险废物|放射源|涉氨|粉尘/, ['应急管理局', '生态环境分局', '消防救援大队']],
  [/爆炸|危险源|加油站|烟花/, ['应急管理局', '消防救援大队', '公安分局']],
  [/有限空间|动火/, ['消防救援大队', '应急管理局']],
  [/氧气站/, ['应急管理局', '市场监督管理局', '消防救援大队']],
  [/一氧化碳/, ['住房和城乡建设局', '卫生健康委员会', '消防救援大队']],
  [/矿/, ['自然资源分局', '公安分局', '应急管理局']],
  [/冰面|溺水/, ['公安分局', '应急管理局', '教育局']],
  [/踩踏|大型活动/, ['公安分局', '应急管理局', '卫生健康委员会']],
  [/走失/, ['公安分局', '民政局']],
  [/电子屏/, ['公安分局', '文化旅游体育局']],
  [/路灯|照明/, ['住房和城乡建设局', '发展和改革委员会']],
  [/停热|供热|供暖/, ['住房和城乡建设局', '应急管理局', '民政局']],
  [/承重墙|构筑物/, ['住房和城乡建设局', '城市管理综合行政执法局']],
  [/水库|机井/, ['应急管理局', '农牧水利局', '公安分局']],
  [/哄抬|价格/, ['市场监督管理局', '发展和改革委员会']],
  [/假药|处方药/, ['卫生健康委员会', '公安分局']],
  [/火情|焚烧|用火|烟感/, ['消防救援大队', '应急管理局', '公安分局']],
  [/电动自行车|充电/, ['消防救援大队', '住房和城乡建设局', '市场监督管理局']],
  [/消防|疏散|安全出口|易燃|可燃|三合一/, ['消防救援大队', '应急管理局', '公安分局']],
  [/特种设备|锅炉|电梯|游乐/, ['市场监督管理局', '应急管理局']],
  [/施工|工地|脚手架|基坑|起重/, ['住房和城乡建设局', '应急管理局', '城市管理综合行政执法局']],
  [/食物中毒|食堂|食品|餐饮|烧烤|聚餐/, ['市场监督管理局', '卫生健康委员会', '城市管理综合行政执法局']],
  [/油烟|异味|废气|黑烟|扬尘|污染天气/, ['生态环境分局', '城市管理综合行政执法局', '市场监督管理局']],
  [/污水|废水|水体|河道|水源|入河/, ['生态环境分局', '农牧水利局', '住房和城乡建设局']],
  [/噪声|扰民|滋扰/, ['公安分局', '生态环境分局', '城市管理综合行政执法局']],
  [
    /违法建|违建|搭建|加建|圈占|未拆|抢建|占压|围挡/,
    ['城市管理综合行政执法局', '自然资源分局', '住房和城乡建设局'],
  ],
  [/采砂|采矿|取土|耕地|土地|宅基地/, ['自然资源分局', '农牧水利局', '公安分局']],
  [/文物|古建/, ['文化旅游体育局', '公安分局']],
  [/铁路|道口/, ['公安分局', '交通运输局', '应急管理局']],
  [/停放|停车|僵尸车|地锁|占道|拥堵/, ['公安分局', '城市管理综合行政执法局']],
  [/客运|营运|超限|载客|货车/, ['交通运输局', '公安分局']],
  [/道路|路面|井盖|桥|积雪|积水|内涝/, ['住房和城乡建设局', '城市管理综合行政执法局', '公安分局']],
  [/电力|供电|停电|线路|配电/, ['发展和改革委员会', '应急管理局']],
  [/通信|线缆/, ['工业和信息化局', '城市管理综合行政执法局']],
  [/停水|水压|供水|自来水|水质/, ['住房和城乡建设局', '卫生健康委员会']],
  [/疫|传染|鼠|疾病|急病|医废|医疗废物/, ['卫生健康委员会', '生态环境分局', '农牧水利局']],
  [/非法行医|诊所|医疗美容|医患|医疗纠纷|医疗秩序/, ['卫生健康委员会', '公安分局', '市场监督管理局']],
  [/养老|老人|殡葬|低保|救助|残疾|困难/, ['民政局', '卫生健康委员会', '残疾人联合会']],
  [/军|退役/, ['退役军人事务局', '民政局']],
  [/网吧|旅馆|娱乐|旅游/, ['文化旅游体育局', '公安分局', '市场监督管理局']],
  [/诈骗|集资|传销|投资/, ['公安分局', '市场监督管理局']],
  [/犬|畜|禽|动物/, ['农牧水利局', '公安分局', '城市管理综合行政执法局']],
  [/广告|牌匾|宣传品/, ['城市管理综合行政执法局', '市场监督管理局']],
  [/物业|业委会|小区|住宅|楼道|房屋|危房/, ['住房和城乡建设局', '城市管理综合行政执法局']],
  [/树|绿地|草原|林/, ['林业和草原局', '城市管理综合行政执法局']],
  [/汛|洪|灾|暴雨|暴雪|地震|大风|冰雹/, ['应急管理局', '农牧水利局', '民政局']],
  [/信访|来访|执行难|征地/, ['信访局', '司法局']],
  [/纠纷|争议|协调/, ['司法局']],
]

const MEDIATION: readonly Rule<Parameters<typeof mediationCode>[0]>[] = [
  [/道路交通事故损害/, '交通'],
  [/医患|医疗纠纷/, '医疗'],
  [/劳动争议|讨薪|欠薪/, '劳动'],
  [/环境污染损害/, '环境'],
  [/婚姻家庭|赡养|家庭暴力/, '婚姻家庭'],
  [/物业(费|纠纷)|业委会|车位/, '物业'],
  [/校园欺凌|学生伤害/, '青少年'],
  [/自伤|心理危机/, '心理'],
]

/** Units that take part beside the lead: departments first, then the mediation organisation of the matter. */
export function coUnits(code: string, name: string, lead: string): string[] {
  const departments = (firstOf(CO_UNITS, name) ?? []).map(departmentCode).filter((one) => one !== lead)
  const topic = firstOf(MEDIATION, name)
  const court = code === 'W13033' ? [COURT] : []
  return [...departments.slice(0, 3), ...(topic ? [mediationCode(topic)] : []), ...court]
}

/** The state's own emergency numbers: 110 police, 119 fire and rescue, 120 medical, 122 traffic accidents. */
const EMERGENCY: Readonly<Record<string, Set<string>>> = {
  '110': codes(
    '08001 08002 08006 08007 08014 08016 08017 08018 08021 08022 08024 08035 08038 12007 13028 06031 03016 04033',
  ),
  '119': codes(
    '01011 02020 04009 04039 05001 06020 06035 06036 06038 07001 07002 07003 07022 07026 14002 14003 14004 14009 14014',
  ),
  '120': codes('06042 10001 11001 11005 11019 11022'),
  '122': codes('02041 06003 09009 09010 09027 09034'),
}

const emergencyNumber = (code: string): string | undefined =>
  Object.keys(EMERGENCY).find((number) => EMERGENCY[number]?.has(code))

/** Reporter and place stay off maps: domestic violence, self-harm, minors, and people who are alone or missing. */
const SENSITIVE = codes('08016 08017 08018 08026 08027 08028 11022 12005 12006 12007 12031 13005 13022')

/** 七有五性: seven things people need and five qualities of a city. */
const QIYOU: readonly Rule<string>[] = [
  [/托育|入园|预防接种|孕产|留守儿童|孤儿/, '幼有所育'],
  [/学校|校外|入学|控辍|教育|家校|学生|校园/, '学有所教'],
  [/欠薪|讨薪|劳动|就业|培训|社保|工伤|职业病|工程款/, '劳有所得'],
  [/医保|医患|医疗|行医|诊所|急病|家庭医生|疫苗|献血|病/, '病有所医'],
  [/养老|老人|高龄|助餐|赡养|殡葬/, '老有所养'],
  [/房屋|住宅|物业|供热|停热|漏水|租|危房|公租|业委会|楼体|加装电梯|拆迁/, '住有所居'],
  [/低保|救助|残疾|特困|困难|军烈属|优抚|无障碍/, '弱有所扶'],
  [/停车|公交|出租|网约车|政务|泊位|信号灯配时|拥堵|窗口|地名/, '便利性'],
  [/文物|旅游|健身|少数民族|古建|公园/, '多样性'],
  [/纠纷|争议|信访|来访|公开|执行难|价格|计量|消费|假冒|涉法/, '公正性'],
]
const QIYOU_OF_CATEGORY: Readonly<Record<string, string>> = {
  '01': '宜居性',
  '02': '便利性',
  '03': '公正性',
  '04': '宜居性',
  '05': '住有所居',
  '06': '安全性',
  '07': '安全性',
  '08': '安全性',
  '09': '便利性',
  '10': '安全性',
  '11': '病有所医',
  '12': '弱有所扶',
  '13': '公正性',
  '14': '安全性',
}

/** The fifteen public-safety fields of domain specification §3.4. */
const SAFETY_FIELDS: readonly Rule<string>[] = [
  [/特种设备|电梯|锅炉|游乐|叉车|气瓶/, '特种设备'],
  [/燃气|液化气/, '城镇燃气'],
  [/危化|危险化学|烟花|爆竹|化学品|加油站|危险源|涉氨|放射源/, '危险化学品与烟花爆竹'],
  [/校园|学校|校车|幼儿园|学生/, '校园及周边'],
  [/寄递|快递/, '寄递物流'],
  [/大型活动|人员密集|踩踏|商场|娱乐场所/, '大型活动与人员密集场所'],
  [/工地|施工|脚手架|基坑|起重/, '建筑施工'],
  [/铁路|停水|停电|停热|供热主管|自来水主管|供电线路|盗割/, '城市生命线与护路护线'],
  [/疫|传染|疾病|中毒|饮用水|水质|行医|医疗废物/, '公共卫生'],
  [/食品|食堂|餐饮|药|聚餐|屠/, '食品药品'],
  [/火|消防|疏散|充电|易燃|可燃/, '消防'],
  [/汛|洪|暴雨|暴雪|寒潮|地震|地质|森林|草原|大风|冰雹|沙尘|旱|灾/, '自然灾害'],
]
const SAFETY_OF_CATEGORY: Readonly<Record<string, string>> = {
  '06': '生产经营',
  '07': '消防',
  '08': '社会治安防控',
}
const TRAFFIC_SAFETY = /事故|道口|塌方|超限|超员|酒驾|飙车|闯禁行|减速带|安防设施|限载|冰雪道路/

/** Items whose limit a law sets, before the district's own (domain specification §2.5, last paragraph). */
const STATUTORY: Readonly<Record<string, StatutoryRuleCode>> = {
  W13012: 'MEDICAL_MEDIATION',
  W13030: 'PETITION',
  W10021: 'CONSUMER_COMPLAINT',
  W10036: 'CONSUMER_COMPLAINT',
}

const ENFORCEMENT =
  /违法|违规|非法|擅自|无证|无照|私|黑车|黑诊所|黑中介|占道|占用|倾倒|偷|乱停|无审批|超限|超员|哄抬|假|欺诈|闯禁行|飙车|游商|店外|未密闭|逾期未拆|加建|圈占|抢建|未落实|窝点|涉黄|屠/

export interface Traits {
  readonly selfHandle: boolean
  readonly departmentOnly: boolean
  readonly whistleType: 'DAILY' | 'ENFORCEMENT' | 'EMERGENCY'
  readonly sensitivePerson: boolean
  readonly emergencyNumber: string | undefined
  readonly publicSafetyField: string | undefined
  readonly qiyouTag: string | undefined
  readonly statutoryRule: string | undefined
}

export function traitsOf(code: string, name: string, urgency: string): Traits {
  const category = code.slice(1, 3)
  const selfHandle = urgency === 'GENERAL' && SELF_HANDLED.has(code)
  return {
    selfHandle,
    departmentOnly: !selfHandle && DEPARTMENT_ONLY.test(name),
    whistleType: urgency === 'URGENT' ? 'EMERGENCY' : ENFORCEMENT.test(name) ? 'ENFORCEMENT' : 'DAILY',
    sensitivePerson: SENSITIVE.has(code),
    emergencyNumber: emergencyNumber(code),
    publicSafetyField:
      category === '09' && TRAFFIC_SAFETY.test(name)
        ? '道路交通'
        : (firstOf(SAFETY_FIELDS, name) ?? SAFETY_OF_CATEGORY[category]),
    qiyouTag: firstOf(QIYOU, name) ?? QIYOU_OF_CATEGORY[category],
    statutoryRule: STATUTORY[code],
  }
}
