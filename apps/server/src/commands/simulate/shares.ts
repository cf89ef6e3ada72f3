// Shares by which simulated cases fall on months, weekdays, hours, sources and ways of going: rounded shapes of years of
// municipal requests (a summer twice as busy as winter, quiet Sundays, two crests a day), not the figures of any town.

/** January to December. */
export const MONTHS = [7, 6, 8, 8, 9, 10, 11, 11, 9, 8, 7, 6]
/** Monday to Sunday. */
export const WEEKDAYS = [17, 17, 16, 16, 15, 10, 9]
/** Hours of the local day. */
export const HOURS = [1, 0.5, 0.5, 0.5, 0.5, 1, 3, 6, 9, 11, 10, 7, 6, 8, 9, 8, 7, 5, 3, 3, 2, 2, 1, 1]

/** Ways of a case. Most of what a grid member meets is settled on the spot. */
export const WAYS = { SELF: 68, GRABBED: 16, DISPATCHED: 8, JOINT: 2, INVALID: 3, RESIDENT: 3 } as const
export type Way = keyof typeof WAYS

/** How items of the catalogue share the cases: the first of a category is met most, by Zipf's law. */
export const ZIPF = 0.9
/** Hours from having a case to its result, on average; of those who are late four times as long. */
export const HANDLING_HOURS = 14
export const LATE_SHARE = 0.06

/** What reporters say. `{place}` and `{item}` are filled in. */
export const WORDS = [
  '{place}发现{item}，请尽快处理。',
  '{place}有{item}情况，影响居民出行。',
  '巡查至{place}时发现{item}，已现场拍照。',
  '居民反映{place}存在{item}，多日未解决。',
  '{place}附近{item}，存在安全隐患，请安排人员查看。',
  '{place}{item}，气味较大，请协调清理。',
  '早上经过{place}，看到{item}，希望有关单位处理。',
  '{place}再次出现{item}，建议加强日常巡查。',
]
export const SPOTS = [
  '单元门口',
  '楼东侧',
  '停车场旁',
  '小广场',
  '围墙外',
  '公交站旁',
  '菜市场门口',
  '配电箱旁',
]
export const RESULTS = [
  '已到现场处理完毕，现场恢复整洁。',
  '已安排人员完成整改，复查合格。',
  '已维修到位，设施恢复正常使用。',
]
