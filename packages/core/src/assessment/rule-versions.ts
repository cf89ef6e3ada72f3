// The rule versions of the product, as data: domain specification §7.2–§7.5.
import type { IndicatorCode } from './indicators.ts'
import type { AdjustmentRule, PartFormula, RuleVersion, Track } from './rules.ts'

const ORGANISATION_SMOOTHING = { m: 2, p0: 0.9 }
const PERSON_SMOOTHING = { m: 5, p0: 0.8 }
const RATINGS = { least: 5, neutral: 0.85 }
const TARGET = 0.95

const smoothed = (
  indicator: IndicatorCode,
  more: Omit<Extract<PartFormula, { kind: 'SMOOTHED' }>, 'kind' | 'indicator'> = {},
): PartFormula => ({ kind: 'SMOOTHED', indicator, ...more })

const CARDS: readonly AdjustmentRule[] = [
  {
    code: 'YELLOW',
    zh: '黄牌督办',
    en: 'Yellow card',
    points: -1,
    indicator: 'yellowCards',
    cap: 'SUPERVISION',
  },
  { code: 'RED', zh: '红牌督办', en: 'Red card', points: -3, indicator: 'redCards', cap: 'SUPERVISION' },
]
const PROACTIVE: AdjustmentRule = {
  code: 'PROACTIVE',
  zh: '主动治理（同类重复事件环比下降三成以上）',
  en: 'Proactive governance (a family of repeats down by 30 % on the quarter)',
  points: 3,
  upTo: true,
  cap: 'BONUS',
}
const PRIVACY: AdjustmentRule = {
  code: 'PRIVACY',
  zh: '违反个人信息保护规定',
  en: 'Breach of a privacy rule',
  points: -10,
}
const FABRICATION: AdjustmentRule = {
  code: 'FABRICATION',
  zh: '经查实弄虚作假',
  en: 'Proven fabrication',
  points: -10,
}

export const RULE_VERSIONS: readonly RuleVersion[] = [
  {
    id: 'street-2026-1',
    track: 'STREET',
    zh: '镇街月度考评（2026 年第 1 版）',
    en: 'Street, monthly (2026, first version)',
    from: '2024-01',
    source: 'domain specification §7.4',
    parts: [
      { code: 'RESPONSE', zh: '首次响应', en: 'First response', max: 15, formula: smoothed('responseRate') },
      {
        code: 'ON_TIME',
        zh: '按期处置（加权）',
        en: 'In time (weighted)',
        max: 25,
        formula: smoothed('onTimeRate', { weighted: true }),
      },
      {
        code: 'NO_REWORK',
        zh: '一次办好',
        en: 'Done once',
        max: 15,
        formula: smoothed('reworkRate', { inverse: true }),
      },
      { code: 'SOLVED', zh: '解决', en: 'Solved', max: 15, formula: smoothed('solvedRate') },
      {
        code: 'SATISFIED',
        zh: '满意',
        en: 'Satisfied',
        max: 15,
        formula: smoothed('satisfiedRate', { neutral: true }),
      },
      {
        code: 'WHISTLE',
        zh: '哨声准确',
        en: 'Whistles needed',
        max: 10,
        formula: smoothed('whistleAccuracy'),
      },
      { code: 'SELF', zh: '自行解决', en: 'Solved inside', max: 5, formula: smoothed('selfResolution') },
    ],
    adjustments: [PROACTIVE, FABRICATION, PRIVACY],
    caps: { BONUS: 3 },
    smoothing: ORGANISATION_SMOOTHING,
    ratings: RATINGS,
    sample: { of: ['due'], least: 5 },
    leastPoints: 50,
  },
  {
    id: 'department-2026-1',
    track: 'DEPARTMENT',
    zh: '部门月度考评（2026 年第 1 版）',
    en: 'Department, monthly (2026, first version)',
    from: '2024-01',
    source: 'domain specification §7.3',
    parts: [
      { code: 'ANSWER', zh: '应哨', en: 'Answered', max: 15, formula: smoothed('answerRate') },
      { code: 'ARRIVE', zh: '报到', en: 'Arrived', max: 15, formula: smoothed('arriveRate') },
      {
        code: 'ON_TIME',
        zh: '按期处置（加权）',
        en: 'In time (weighted)',
        max: 30,
        formula: smoothed('onTimeRate', { weighted: true }),
      },
      {
        code: 'NO_REWORK',
        zh: '一次办好',
        en: 'Done once',
        max: 15,
        formula: smoothed('reworkRate', { inverse: true }),
      },
      { code: 'SOLVED', zh: '解决', en: 'Solved', max: 10, formula: smoothed('solvedRate') },
      {
        code: 'SATISFIED',
        zh: '满意',
        en: 'Satisfied',
        max: 10,
        formula: smoothed('satisfiedRate', { neutral: true }),
      },
      {
        code: 'STREETS',
        zh: '镇街评价',
        en: 'Streets’ rating',
        max: 5,
        formula: { kind: 'RATING', indicator: 'partnerRating' },
      },
    ],
    adjustments: [...CARDS, PROACTIVE, FABRICATION, PRIVACY],
    caps: { SUPERVISION: -10, BONUS: 3 },
    smoothing: ORGANISATION_SMOOTHING,
    ratings: RATINGS,
    sample: { of: ['due', 'answerRate'], least: 5 },
    leastPoints: 50,
  },
  {
    id: 'grid-member-2026-1',
    track: 'GRID_MEMBER',
    zh: '网格员月度考评（2026 年第 1 版）',
    en: 'Grid member, monthly (2026, first version)',
    from: '2024-01',
    source: 'domain specification §7.2',
    parts: [
      {
        code: 'A',
        zh: '巡查',
        en: 'Patrol',
        max: 25,
        formula: { kind: 'COVERAGE', indicator: 'patrolCoverage', target: TARGET },
      },
      {
        code: 'B',
        zh: '上报质量',
        en: 'Report quality',
        max: 20,
        formula: smoothed('validRate', { target: TARGET }),
      },
      {
        code: 'C',
        zh: '任务按时',
        en: 'Tasks in time',
        max: 20,
        formula: smoothed('taskOnTime', { target: TARGET }),
      },
      {
        code: 'D',
        zh: '信息维护',
        en: 'Data upkeep',
        max: 15,
        formula: { kind: 'AVERAGE', indicators: ['upkeepDone', 'infoAccuracy'] },
      },
      {
        code: 'E',
        zh: '居民评价',
        en: 'Residents’ rating',
        max: 15,
        formula: { kind: 'RATING', indicator: 'satisfiedRate' },
      },
      {
        code: 'F',
        zh: '学习协作',
        en: 'Learning and teamwork',
        max: 5,
        formula: { kind: 'GIVEN', indicator: 'learning' },
      },
    ],
    adjustments: [
      {
        code: 'DANGER',
        zh: '发现隐患',
        en: 'Danger found',
        points: 1,
        urgentPoints: 2,
        indicator: 'dangersFound',
        cap: 'BONUS',
      },
      { code: 'SUGGESTION', zh: '建议被采纳', en: 'Suggestion adopted', points: 1, cap: 'BONUS' },
      FABRICATION,
      { code: 'MISS', zh: '经确认漏报', en: 'Confirmed miss', points: -2, cap: 'MISS' },
      PRIVACY,
    ],
    caps: { BONUS: 10, MISS: -10 },
    smoothing: PERSON_SMOOTHING,
    ratings: RATINGS,
    sample: { of: ['validRate', 'taskOnTime'], least: 5 },
    leastPoints: 50,
  },
  {
    id: 'community-worker-2026-1',
    track: 'COMMUNITY_WORKER',
    zh: '社区工作者月度考评（2026 年第 1 版）',
    en: 'Community worker, monthly (2026, first version)',
    from: '2024-01',
    source: 'domain specification §7.5',
    parts: [
      {
        code: 'SERVICES',
        zh: '服务事项按时',
        en: 'Services in time',
        max: 40,
        formula: smoothed('serviceTimely'),
      },
      {
        code: 'EVENTS',
        zh: '事件任务按时',
        en: 'Case tasks in time',
        max: 30,
        formula: smoothed('taskOnTime'),
      },
      {
        code: 'RESIDENTS',
        zh: '居民评价',
        en: 'Residents’ rating',
        max: 30,
        formula: { kind: 'RATING', indicator: 'satisfiedRate' },
      },
    ],
    adjustments: [FABRICATION, PRIVACY],
    caps: {},
    smoothing: PERSON_SMOOTHING,
    ratings: RATINGS,
    sample: { of: ['taskOnTime'], least: 5 },
    leastPoints: 50,
  },
  {
    id: 'seconded-2026-1',
    track: 'SECONDED',
    zh: '下沉人员月度考评（2026 年第 1 版）',
    en: 'Seconded staff, monthly (2026, first version)',
    from: '2024-01',
    source: 'domain specification §7.5',
    parts: [
      {
        code: 'ATTENDANCE',
        zh: '吹哨报到',
        en: 'Attendance at whistles',
        max: 40,
        formula: smoothed('arriveRate'),
      },
      { code: 'SOLVED', zh: '解决任务', en: 'Solved tasks', max: 40, formula: smoothed('solvedRate') },
      {
        code: 'RESIDENTS',
        zh: '居民评价',
        en: 'Residents’ rating',
        max: 20,
        formula: { kind: 'RATING', indicator: 'satisfiedRate' },
      },
    ],
    adjustments: [FABRICATION, PRIVACY],
    caps: {},
    smoothing: PERSON_SMOOTHING,
    ratings: RATINGS,
    sample: { of: ['arriveRate', 'solvedRate'], least: 5 },
    leastPoints: 50,
  },
]

export const ruleById = (id: string): RuleVersion | undefined => RULE_VERSIONS.find((rule) => rule.id === id)

/** The version in force for a track in a month: the latest that began. */
export const ruleFor = (
  track: Track,
  month: string,
  versions: readonly RuleVersion[] = RULE_VERSIONS,
): RuleVersion | undefined =>
  versions
    .filter((rule) => rule.track === track && rule.from <= month)
    .reduce<RuleVersion | undefined>(
      (last, rule) => (last && last.from >= rule.from ? last : rule),
      undefined,
    )
