// The indicators of domain specification §2.11 and those that scorecards (§7) need beside them, as data.
import type { Indicator } from './indicator.ts'

type Terse = Pick<Indicator, 'kind' | 'unit' | 'owner'> & {
  readonly name: readonly [zh: string, en: string]
  readonly formula: readonly [zh: string, en: string]
  readonly base: readonly [zh: string, en: string]
  readonly counts?: readonly [zh: string, en: string]
  readonly better?: Indicator['better']
  readonly weighted?: boolean
  readonly needs?: Indicator['needs']
}

const two = ([zh, en]: readonly [string, string]) => ({ zh, en })

const define = <const D extends Readonly<Record<string, Terse>>>(definitions: D) => definitions

// oxfmt-ignore
const DEFINITIONS = define({
  // 上报与受理
  reported: { kind: 'COUNT', unit: 'CASE', owner: 'REPORTER', better: 'NEITHER',
    name: ['上报数', 'Reported'],
    formula: ['期内上报的事件数（不含测试作废）', 'cases reported in the period, tests left out'],
    base: ['上报日落在期内的事件；并入他案的仍计入', 'cases by the day of the report; merged ones stay in'] },
  validRate: { kind: 'RATE', unit: 'CASE', owner: 'REPORTER',
    name: ['有效上报率', 'Valid reports'],
    formula: ['受理数 ÷（受理数 + 因无效、不实、区外、未补正作废数）', 'accepted ÷ (accepted + voided as INVALID, FALSE, OUT_OF_AREA or NO_INFO)'],
    base: ['按受理日或作废日；并案的重复上报不在其中', 'by the day of acceptance or voiding; merged duplicates are in neither part'],
    counts: ['已受理', 'accepted'] },
  acceptTimely: { kind: 'RATE', unit: 'CASE', owner: 'CENTRE',
    name: ['受理及时率', 'Accepted in time'],
    formula: ['在受理时限内受理数 ÷ 受理数', 'accepted within D_INTAKE ÷ accepted'],
    base: ['按受理日，不含即办即结', 'by the day of acceptance, without self-handled cases'],
    counts: ['受理时未超受理时限', 'accepted before the intake limit ran out'] },
  // 分拨
  grabRate: { kind: 'RATE', unit: 'ORDER', owner: 'STREET', better: 'NEITHER',
    name: ['抢单率', 'Grabbed'],
    formula: ['抢单数 ÷（抢单数 + 派给镇街数）', 'grabbed ÷ (grabbed + dispatched to streets)'],
    base: ['按抢单日或派单日；指定承办不计', 'by the day of the grab or dispatch; designations left out'],
    counts: ['镇街抢单', 'grabbed by the street'] },
  dispatchAccuracy: { kind: 'RATE', unit: 'ORDER', owner: 'CENTRE',
    name: ['派单准确率', 'Dispatched rightly'],
    formula: ['1 − 同意退单数 ÷ 派单数', '1 − approved returns ÷ dispatched orders'],
    base: ['按派单日；联单与指定承办不计', 'by the day of dispatch; joint orders and designations left out'],
    counts: ['未被同意退单', 'not returned with approval'] },
  signTimely: { kind: 'RATE', unit: 'ORDER', owner: 'HANDLER',
    name: ['签收及时率', 'Signed in time'],
    formula: ['在签收时限内签收数 ÷ 应签收工单数', 'signed within D_SIGN ÷ orders to sign'],
    base: ['派单、指定与分单；按签收日，未按时签收的按到期日', 'dispatched, designated and split orders, by the day of signing or of the missed limit'],
    counts: ['在时限内签收', 'signed before the limit'] },
  responseRate: { kind: 'RATE', unit: 'CASE', owner: 'HANDLER',
    name: ['响应率', 'Responded'],
    formula: ['按时首次联系（联单为按时应哨）数 ÷ 应响应数', 'contacted within D_CONTACT (whistles: answered within D_SIGN) ÷ responses owed'],
    base: ['应联系诉求人的承办与应应哨的联办单位；按响应日，未响应的按到期日', 'first contacts and answers owed, by the day they came or were due'],
    counts: ['在时限内联系或应哨', 'contacted or answered in time'] },
  // 联单
  answerRate: { kind: 'RATE', unit: 'ORDER', owner: 'UNIT',
    name: ['应哨率', 'Whistles answered'],
    formula: ['按时应哨数 ÷ 吹哨工单数', 'answered in time ÷ whistled orders'],
    base: ['联办工单；按应哨日，未应哨的按到期日；到期前退出的不计', 'joint orders by the day of the answer or of the missed limit; those released before are left out'],
    counts: ['在时限内应哨', 'answered in time'] },
  arriveRate: { kind: 'RATE', unit: 'ORDER', owner: 'UNIT',
    name: ['报到率', 'Arrived'],
    formula: ['按时报到数 ÷ 应报到工单数', 'arrived in time ÷ orders that need arrival'],
    base: ['须到场的联办工单；按报到日，未报到的按到期日', 'joint orders by the day of arrival or of the missed limit'],
    counts: ['在时限内报到；线上会商经镇街认可', 'arrived in time; remote only when the street accepted it'] },
  whistleAccuracy: { kind: 'RATE', unit: 'RATING', owner: 'STREET',
    name: ['哨声准确率', 'Whistles needed'],
    formula: ['评为“确有必要”数 ÷ 已评哨声数', 'marked necessary ÷ marked'],
    base: ['联办单位结案后对哨声的评定，按评定日', 'verdicts of units after closing, by their day'],
    counts: ['评为确有必要', 'marked as necessary'] },
  partnerRating: { kind: 'MEAN', unit: 'RATING', owner: 'UNIT',
    name: ['联办互评', 'Partners’ rating'],
    formula: ['互评 4 分及以上数 ÷ 互评数；并列均分', 'ratings of 4 and 5 ÷ ratings; the mean beside it'],
    base: ['联办单位之间的互评，按评价日', 'ratings between partners of a joint handling, by their day'],
    counts: ['4 分及以上', '4 or 5'] },
  returnUpRate: { kind: 'RATE', unit: 'ORDER', owner: 'STREET', better: 'NEITHER',
    name: ['返单率', 'Returned up'],
    formula: ['返单数 ÷ 镇街工单数', 'return-ups ÷ street orders'],
    base: ['镇街抢单、派单与指定工单，按下单日', 'orders of streets by the day they were given'],
    counts: ['镇街提交返单', 'the street returned it up'] },
  selfResolution: { kind: 'RATE', unit: 'ORDER', owner: 'STREET', better: 'NEITHER',
    name: ['镇街自行解决率', 'Solved inside the street'],
    formula: ['镇街自行解决数 ÷ 镇街工单数', 'solved inside the street ÷ street orders that ended'],
    base: ['镇街工单，按离手日（办结、吹哨、返单成立或退单）', 'street orders by the day they left its hands'],
    counts: ['镇街自行办结且结果为解决或控制', 'the street itself submitted SOLVED or CONTROLLED'] },
  // 处置
  due: { kind: 'COUNT', unit: 'ORDER', owner: 'HANDLER', better: 'NEITHER',
    name: ['应处置数', 'Due'],
    formula: ['处置时限（含延期）落在期内的工单数，挂起的除外', 'orders whose D_HANDLE (after extensions) falls in the period, minus suspended'],
    base: ['主办工单与分单，按处置到期日', 'leading and split orders by the day they are due'] },
  onTimeRate: { kind: 'RATE', unit: 'ORDER', owner: 'HANDLER', weighted: true,
    name: ['按期处置率', 'Handled in time'],
    formula: ['按期处置且未因“未处置”退回数 ÷ 应处置数', 'submitted ≤ D_HANDLE and not later failed for NOT_DONE ÷ due'],
    base: ['同应处置数', 'the same as Due'],
    counts: ['到期前提交，且核查未判“未处置”', 'submitted in time and not failed for NOT_DONE'] },
  handledRate: { kind: 'RATE', unit: 'ORDER', owner: 'HANDLER',
    name: ['处置率', 'Handled'],
    formula: ['已处置数（含超期）÷ 应处置数', 'submitted (late too) ÷ due'],
    base: ['同应处置数', 'the same as Due'],
    counts: ['已提交结果', 'a result was submitted'] },
  closeRate: { kind: 'RATE', unit: 'CASE', owner: 'HANDLER',
    name: ['结案率', 'Closed'],
    formula: ['期内结案数 ÷ 总时限落在期内的受理事件数', 'CLOSED in the period ÷ accepted cases whose total limit falls in it'],
    base: ['分母按总时限到期日，分子按结案日；作废、转办的没有总时限', 'denominator by the day of the total limit, numerator by the day of closing; voided and transferred cases have no total limit'],
    counts: ['期内结案', 'closed in the period'] },
  closeTimely: { kind: 'RATE', unit: 'CASE', owner: 'HANDLER',
    name: ['按期结案率', 'Closed without delay'],
    formula: ['结案且无超期工单数 ÷ 总时限落在期内的受理事件数', 'closed with no overdue order ÷ accepted cases whose total limit falls in the period'],
    base: ['按总时限到期日', 'by the day of the total limit'],
    counts: ['已结案且各工单均未超期', 'closed, and no order of it was late'] },
  reworkRate: { kind: 'RATE', unit: 'ORDER', owner: 'HANDLER', better: 'DOWN',
    name: ['返工率', 'Redone'],
    formula: ['核查退回或回访重办的工单数 ÷ 提交的工单数', 'orders with a failed verification or a rework ÷ orders submitted'],
    base: ['提交结果的主办工单，按提交日', 'leading orders by the day of the result'],
    counts: ['其后被退回重办', 'sent back afterwards'] },
  overdueOpen: { kind: 'STOCK', unit: 'ORDER', owner: 'HANDLER', better: 'DOWN',
    name: ['超期未处置数', 'Overdue and open'],
    formula: ['期末仍未处置且已过处置时限的工单数', 'open orders past D_HANDLE at the end of the period'],
    base: ['主办工单与分单，期末存量', 'leading and split orders that stand at the end'] },
  handlingTime: { kind: 'DURATION', unit: 'ORDER', owner: 'HANDLER', better: 'DOWN',
    name: ['平均处置时长', 'Handling time'],
    formula: ['处置时钟走过的时间（挂起、返单待批不计）：均值、P50、P90', 'time for which the handling clock ran, pauses left out: mean, P50, P90'],
    base: ['提交结果的主办工单与分单，按提交日；按其时钟（自然时、工作时）计', 'orders by the day of the result, on the order’s own clock'] },
  // 反馈
  solvedRate: { kind: 'RATE', unit: 'ANSWER', owner: 'HANDLER',
    name: ['解决率', 'Solved'],
    formula: ['回访答“已解决”（无回访对象的为核查确认解决）数 ÷ 有答复数', 'answers «solved» (nobody to ask: SOLVED confirmed by the verifier) ÷ answered'],
    base: ['每次回访答复或现场确认，按其日；未联系上的不计', 'each answer or confirmation by its day; unreachable ones are left out'],
    counts: ['答已解决', 'answered solved'] },
  satisfiedRate: { kind: 'MEAN', unit: 'RATING', owner: 'HANDLER',
    name: ['满意率', 'Satisfied'],
    formula: ['4 分及以上数 ÷ 评分数；并列均分', 'ratings of 4 and 5 ÷ ratings; the mean beside it'],
    base: ['诉求人的评分，按评分日；未联系上的不计', 'ratings of reporters by their day'],
    counts: ['4 分及以上', '4 or 5'] },
  repeatRate: { kind: 'REPORTERS', unit: 'REPORTER', owner: 'REPORTER', better: 'DOWN',
    name: ['重复诉求率', 'Repeated demands'],
    formula: ['90 日内同类诉求 3 次及以上的诉求人数 ÷ 诉求人数', 'reporters with three or more cases of one family in 90 days ÷ reporters'],
    base: ['截至期末 90 日内由居民、企业、志愿者上报的事件；用于主动治理，不作为对诉求人的评价', 'cases of residents, enterprises and volunteers in the 90 days to the end of the period; opens proactive governance, no mark against a reporter'],
    counts: ['同类 3 次及以上', 'three or more of one family'] },
  // 督办与网格任务
  yellowCards: { kind: 'COUNT', unit: 'CARD', owner: 'HANDLER', better: 'DOWN',
    name: ['黄牌数', 'Yellow cards'],
    formula: ['期内发出且未取消的黄牌督办', 'yellow cards issued in the period and not cancelled'],
    base: ['按发出日', 'by the day of issue'] },
  redCards: { kind: 'COUNT', unit: 'CARD', owner: 'HANDLER', better: 'DOWN',
    name: ['红牌数', 'Red cards'],
    formula: ['期内发出且未取消的红牌督办', 'red cards issued in the period and not cancelled'],
    base: ['按发出日', 'by the day of issue'] },
  taskOnTime: { kind: 'RATE', unit: 'TASK', owner: 'COMMUNITY',
    name: ['网格任务按时率', 'Grid tasks in time'],
    formula: ['按时完成的分单与核查 ÷ 应完成数', 'split orders and verifications done in time ÷ due'],
    base: ['分单按到期日，核查按完成日或到期日；无人认领的不记到个人', 'split orders by the day due, verifications by the day done or missed; what nobody took is nobody’s'],
    counts: ['在时限内完成', 'done in time'] },
  dangersFound: { kind: 'COUNT', unit: 'CASE', owner: 'REPORTER', better: 'NEITHER',
    name: ['发现并确认的隐患', 'Dangers found'],
    formula: ['网格员上报、属公共安全领域且核查确认的事件', 'cases of a public-safety field that grid staff reported and a verifier confirmed'],
    base: ['按核查确认日', 'by the day of the confirmation'] },
  // 尚无数据
  patrolCoverage: { kind: 'RATE', unit: 'RECORD', owner: 'COMMUNITY', needs: 'PATROL_PLAN',
    name: ['巡查覆盖率', 'Patrol coverage'],
    formula: ['有凭据到访的计划点位（楼栋）数 ÷ 计划数', 'distinct planned points (or buildings) visited with evidence ÷ planned'],
    base: ['期内巡查计划', 'the patrol plan of the period'], counts: ['有凭据到访', 'visited with evidence'] },
  visitRate: { kind: 'RATE', unit: 'RECORD', owner: 'COMMUNITY', needs: 'VISIT_LIST',
    name: ['入户走访率', 'Visited'],
    formula: ['已走访户数 ÷ 约定走访户数（自愿谢绝视同完成）', 'households visited ÷ agreed list (voluntary refusals count as done)'],
    base: ['约定走访名单', 'the agreed visit list'], counts: ['已走访', 'visited'] },
  missRate: { kind: 'RATE', unit: 'CASE', owner: 'COMMUNITY', better: 'DOWN', needs: 'ROUTE_CHECK',
    name: ['漏报率', 'Missed'],
    formula: ['24 小时内巡查路线可见而由居民、12345、检查先发现数 ÷（其数 + 自报数）', 'found first by others though visible on the route within 24 h before ÷ (those + own reports)'],
    base: ['网格内事件', 'cases of the grid'], counts: ['由他人先发现', 'found first by others'] },
  infoAccuracy: { kind: 'RATE', unit: 'RECORD', owner: 'COMMUNITY', needs: 'SAMPLE_CHECK',
    name: ['信息准确率', 'Records right'],
    formula: ['抽查正确数 ÷ 抽查数', 'sampled records correct ÷ sampled'],
    base: ['期内抽查', 'samples of the period'], counts: ['正确', 'correct'] },
  upkeepDone: { kind: 'RATE', unit: 'RECORD', owner: 'COMMUNITY', needs: 'UPKEEP',
    name: ['信息维护完成率', 'Upkeep done'],
    formula: ['完成的维护任务 ÷ 交办数', 'upkeep tasks done ÷ assigned'],
    base: ['期内交办', 'assigned in the period'], counts: ['完成', 'done'] },
  learning: { kind: 'RATE', unit: 'RECORD', owner: 'COMMUNITY', needs: 'LEARNING',
    name: ['培训与协作', 'Learning and teamwork'],
    formula: ['参加培训或有网格长评语', 'training joined or a leader’s note'],
    base: ['当月', 'the month'], counts: ['有', 'yes'] },
  serviceTimely: { kind: 'RATE', unit: 'RECORD', owner: 'COMMUNITY', needs: 'SERVICES',
    name: ['服务事项按时率', 'Services in time'],
    formula: ['按时办结的服务事项 ÷ 应办结数', 'service items completed in time ÷ due'],
    base: ['按到期日', 'by the day due'], counts: ['按时', 'in time'] },
  visitsPerService: { kind: 'MEAN', unit: 'RECORD', owner: 'COMMUNITY', better: 'DOWN', needs: 'SERVICES',
    name: ['办一件事跑动次数', 'Visits for one service'],
    formula: ['群众到场次数 ÷ 办结的服务事项（目标 ≤1；上门办为 0）', 'visits ÷ completed service items (target ≤ 1; at home 0)'],
    base: ['按办结日', 'by the day of completion'], counts: ['至多跑一次', 'one visit at most'] },
  servicesAtHome: { kind: 'RATE', unit: 'RECORD', owner: 'COMMUNITY', needs: 'SERVICES',
    name: ['上门办占比', 'Done at home'],
    formula: ['上门办结数 ÷ 办结数', 'completed at home ÷ completed'],
    base: ['按办结日', 'by the day of completion'], counts: ['上门办结', 'at home'] },
  serviceTime: { kind: 'DURATION', unit: 'RECORD', owner: 'COMMUNITY', better: 'DOWN', needs: 'SERVICES',
    name: ['服务办理时长', 'Service time'],
    formula: ['服务事项办理时长：均值、P50、P90', 'time to complete a service item: mean, P50, P90'],
    base: ['按办结日', 'by the day of completion'] },
  missingPaper: { kind: 'RATE', unit: 'RECORD', owner: 'COMMUNITY', better: 'DOWN', needs: 'SERVICES',
    name: ['因缺材料退回率', 'Refused for missing papers'],
    formula: ['因缺材料退回数 ÷ 申请数', 'refused for missing papers ÷ applications'],
    base: ['按申请日', 'by the day of the application'], counts: ['因缺材料退回', 'refused for missing papers'] },
  repeatVisits: { kind: 'RATE', unit: 'RECORD', owner: 'COMMUNITY', better: 'DOWN', needs: 'SERVICES',
    name: ['重复跑动率', 'Repeat visits'],
    formula: ['跑动两次及以上的服务事项 ÷ 办结数，按原因分列', 'items with two or more visits ÷ completed, by reason'],
    base: ['按办结日', 'by the day of completion'], counts: ['两次及以上', 'two or more'] },
})

export type IndicatorCode = keyof typeof DEFINITIONS
export const INDICATOR_CODES = Object.keys(DEFINITIONS) as readonly IndicatorCode[]

const complete = (code: IndicatorCode): Indicator => {
  const terse: Terse = DEFINITIONS[code]
  const { name, formula, base, counts, better = 'UP', weighted = false, needs = null, ...rest } = terse
  return {
    ...rest,
    code,
    name: two(name),
    formula: two(formula),
    base: two(base),
    counts: counts ? two(counts) : null,
    better,
    weighted,
    needs,
  }
}

/** Every indicator by its code, in the order in which pages list them. */
// Gate: the keys are exactly those of the definitions.
export const INDICATORS = Object.fromEntries(
  INDICATOR_CODES.map((code) => [code, complete(code)]),
) as unknown as Readonly<Record<IndicatorCode, Indicator>>

/** Indicators that facts of cases feed today. */
export const COMPUTED_INDICATORS: readonly IndicatorCode[] = INDICATOR_CODES.filter(
  (code) => INDICATORS[code].needs === null,
)

/** What is told of each street, category, urgency or organisation, on the page and in the work report. */
export const BROKEN_DOWN = [
  'reported',
  'due',
  'onTimeRate',
  'overdueOpen',
  'responseRate',
  'solvedRate',
  'satisfiedRate',
] as const satisfies readonly IndicatorCode[]
