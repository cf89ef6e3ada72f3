// Limits that the law sets: a catalogue item that names one is handled by it, whether it is longer or shorter than ours.
import { DAY } from '../kernel/calendar.ts'
import type { CatalogueItem, Limit } from './district.ts'

export interface StatutoryRule {
  /** Law and article, as an official would cite them. */
  readonly zh: string
  readonly en: string
  /** Instant from which the law counts; the handling clock starts later, with what is left. */
  readonly from: 'REPORTED' | 'ACCEPTED'
  /** Time to take the matter in and to tell its way; ours where the law is silent. */
  readonly intake?: Limit
  readonly handle: Limit
  /** Longest extension beyond the limit; the district's own cap where the law is silent. */
  readonly extension?: Limit
}

const natural = (days: number): Limit => ({ clock: 'NATURAL', ms: days * DAY })
const working = (days: number): Limit => ({ clock: 'WD24', ms: days * DAY })

/**
 * The law is the same in every district, so it stands here and not in a pack. Sources: domain specification §5.3, §5.4,
 * and for complaints of consumers 市场监督管理投诉举报处理暂行办法 (2019).
 */
export const STATUTORY_RULES = {
  PETITION: {
    zh: '《信访工作条例》第二十二、二十三、三十四条：15 日内登记转送并告知，自受理之日起 60 日内办结，经批准可延长不超过 30 日',
    en: 'Petition Regulation, articles 22, 23 and 34: registered and told within 15 days, done within 60 days of acceptance, at most 30 days longer when approved',
    from: 'ACCEPTED',
    intake: natural(15),
    handle: natural(60),
    extension: natural(30),
  },
  MEDICAL_MEDIATION: {
    zh: '《医疗纠纷预防和处理条例》第三十八条：自受理之日起 30 个工作日内完成调解',
    en: 'Regulation on Medical Disputes, article 38: mediated within 30 working days of acceptance',
    from: 'ACCEPTED',
    handle: working(30),
  },
  CONSUMER_COMPLAINT: {
    zh: '《市场监督管理投诉举报处理暂行办法》第十四条：自收到投诉之日起 7 个工作日内作出是否受理的决定',
    en: 'Interim Measures on Complaints in Market Regulation, article 14: decided within 7 working days of receipt',
    from: 'REPORTED',
    handle: working(7),
  },
  LABOUR_MEDIATION: {
    zh: '《劳动争议调解仲裁法》第十四条：自收到调解申请之日起 15 日内达成调解协议，否则可申请仲裁',
    en: 'Labour Dispute Mediation and Arbitration Law, article 14: 15 days from the application, then arbitration is open',
    from: 'REPORTED',
    handle: natural(15),
  },
  TRAFFIC_MEDIATION: {
    zh: '《道路交通事故处理程序规定》第九十条：自调解开始之日起 10 日内制作调解书或者调解终结书',
    en: 'Provisions on Road Traffic Accidents, article 90: concluded within 10 days of the start of mediation',
    from: 'ACCEPTED',
    handle: natural(10),
  },
} as const satisfies Readonly<Record<string, StatutoryRule>>

export type StatutoryRuleCode = keyof typeof STATUTORY_RULES
// Gate: the keys of the object above.
export const STATUTORY_RULE_CODES = Object.keys(STATUTORY_RULES) as readonly StatutoryRuleCode[]

const isCode = (code: string | undefined): code is StatutoryRuleCode =>
  code !== undefined && STATUTORY_RULE_CODES.some((one) => one === code)

/** The rule that an item names, with its code; undefined where the district's own limits hold. */
export function statutoryOf(
  item: Pick<CatalogueItem, 'statutoryRule'> | undefined,
): (StatutoryRule & { readonly code: StatutoryRuleCode }) | undefined {
  const code = item?.statutoryRule
  return isCode(code) ? { ...STATUTORY_RULES[code], code } : undefined
}
