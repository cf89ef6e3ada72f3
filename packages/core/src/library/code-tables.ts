// Code tables of the registers (domain specification §4.3). Codes are kept; words may change.
import type { Choices } from './field.ts'

export const BUILDING_USE = {
  RESIDENTIAL: ['住宅', 'Residential'],
  COMMERCE: ['商业', 'Commerce'],
  OFFICE: ['办公', 'Office'],
  INDUSTRY: ['工业', 'Industry'],
  STORAGE: ['仓储', 'Storage'],
  EDUCATION: ['教育', 'Education'],
  MEDICAL: ['医疗', 'Medical'],
  CULTURE: ['文化', 'Culture'],
  OTHER: ['其他', 'Other'],
} as const satisfies Choices
export const BUILDING_STRUCTURE = {
  REINFORCED: ['钢混', 'Reinforced concrete'],
  BRICK_CONCRETE: ['砖混', 'Brick and concrete'],
  BRICK_TIMBER: ['砖木', 'Brick and timber'],
  STEEL: ['钢', 'Steel'],
  EARTH_TIMBER: ['土木', 'Earth and timber'],
  OTHER: ['其他', 'Other'],
} as const satisfies Choices
export const SAFETY_GRADE = {
  A: ['A 级', 'A'],
  B: ['B 级', 'B'],
  C: ['C 级', 'C'],
  D: ['D 级', 'D'],
} as const satisfies Choices
export const TENURE = {
  SELF: ['自住', 'Own use'],
  RENT: ['出租', 'Let'],
  GROUP: ['集体宿舍', 'Dormitory'],
  BUSINESS: ['经营', 'Business'],
  VACANT: ['空置', 'Vacant'],
  OTHER: ['其他', 'Other'],
} as const satisfies Choices
export const UNIT_TYPE = {
  AUTHORITY: ['机关', 'Authority'],
  PUBLIC_BODY: ['事业', 'Public body'],
  ENTERPRISE: ['企业', 'Enterprise'],
  SELF_EMPLOYED: ['个体', 'Self-employed'],
  SOCIAL: ['社会组织', 'Social organisation'],
  OTHER: ['其他', 'Other'],
} as const satisfies Choices
export const SCHOOL_KIND = {
  KINDERGARTEN: ['幼儿园', 'Kindergarten'],
  PRIMARY: ['小学', 'Primary'],
  JUNIOR: ['初中', 'Junior middle'],
  SENIOR: ['高中', 'Senior middle'],
  VOCATIONAL: ['职业', 'Vocational'],
  SPECIAL: ['特教', 'Special education'],
  UNIVERSITY: ['高校', 'University'],
  TRAINING: ['培训', 'Training'],
} as const satisfies Choices
export const FACILITY_KIND = {
  HOSPITAL: ['医院', 'Hospital'],
  CLINIC: ['社区卫生服务站', 'Clinic'],
  SERVICE_HALL: ['便民服务大厅', 'Service hall'],
  ELDERLY: ['养老服务站', 'Centre for the elderly'],
  PARK: ['公园广场', 'Park or square'],
  MARKET: ['农贸市场', 'Market'],
  SHELTER: ['应急避难场所', 'Shelter'],
  CULTURE: ['文体场所', 'Culture and sports'],
  TOILET: ['公共厕所', 'Public toilet'],
  OTHER: ['其他', 'Other'],
} as const satisfies Choices
export const COMPONENT_STATE = {
  GOOD: ['完好', 'Good'],
  DAMAGED: ['破损', 'Damaged'],
  LOST: ['丢失', 'Lost'],
  MOVED: ['移位', 'Moved'],
} as const satisfies Choices
export const COMMITTEE = {
  NONE: ['未成立', 'None'],
  PREPARING: ['筹备中', 'Preparing'],
  ACTIVE: ['已成立', 'Active'],
} as const satisfies Choices
export const EMPLOYEES = {
  UP_TO_10: ['10 人以下', 'up to 10'],
  UP_TO_50: ['10–50 人', '10 to 50'],
  UP_TO_300: ['50–300 人', '50 to 300'],
  MORE: ['300 人以上', 'more than 300'],
} as const satisfies Choices
export const BAND = {
  UP_TO_200: ['200 人以下', 'up to 200'],
  UP_TO_1000: ['200–1000 人', '200 to 1,000'],
  UP_TO_3000: ['1000–3000 人', '1,000 to 3,000'],
  MORE: ['3000 人以上', 'more than 3,000'],
} as const satisfies Choices
export const FIRE_GRADE = {
  KEY: ['重点单位', 'Key unit'],
  GENERAL: ['一般单位', 'General unit'],
  SMALL: ['小场所', 'Small premises'],
} as const satisfies Choices
export const TEAM_KIND = {
  FOUR_POSTS: ['四员服务队', 'Four officers'],
  PIONEER: ['先锋队', 'Pioneers'],
  VOLUNTEER: ['志愿队', 'Volunteers'],
} as const satisfies Choices
