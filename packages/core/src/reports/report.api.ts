// The wire of work reports: one document about a period, for the district, an area or one organisation.
import { Type } from 'typebox'
import { FigureFilter } from '../assessment/assessment.api.ts'
import { Day, IndicatorName } from '../assessment/figure.view.ts'
import { Code } from '../cases/case.view.ts'
import { oneOf } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem, type Problems } from '../kernel/problem.ts'

/** docx: the report as it is handed in. xlsx: its figures, to go on calculating with. */
const REPORT_FORMATS = ['docx', 'xlsx'] as const

/** A quarter: longer reports are made of those of months. */
export const MOST_REPORT_DAYS = 92

export const reportProblems = {
  'report/not-your-role': [403, '您的岗位不能生成工作报告', 'Your role makes no work reports'],
  'report/period': [
    422,
    '报告期应为 1 至 92 天，且不得晚于今天',
    'A report covers 1 to 92 days and does not begin after today',
  ],
  'report/organisation': [404, '没有这个单位', 'There is no such organisation'],
  'report/too-often': [429, '生成报告过于频繁，请一分钟后再试', 'Too many reports, try again in a minute'],
} as const satisfies Problems<`report/${string}`>
export type ReportRefusalCode = keyof typeof reportProblems

export const reportApi = {
  figure: endpoint({
    method: 'GET',
    url: '/api/reports/figures/:indicator',
    schema: {
      operationId: 'exportFigureCases',
      summary: 'The cases that a figure counts as a workbook: as long as the figure says, masked, logged',
      tags: ['reports'],
      params: Type.Object({ indicator: IndicatorName }),
      querystring: Type.Object(
        {
          ...FigureFilter,
          part: Type.Optional(oneOf(['NUMERATOR', 'DENOMINATOR', 'REST'] as const)),
          language: Type.Optional(oneOf(['zh', 'en'] as const)),
        },
        { additionalProperties: false },
      ),
      response: { 200: Type.Unknown(), '4xx': Problem, '5xx': Problem },
    },
  }),
  work: endpoint({
    method: 'GET',
    url: '/api/reports/work',
    schema: {
      operationId: 'makeWorkReport',
      summary:
        'A work report of a week, a month or other days (at most 92), made of the figures that the actor may see; every report is logged',
      tags: ['reports'],
      querystring: Type.Object(
        {
          from: Day,
          to: Day,
          /** Narrow to an area or to what one organisation does; the actor’s whole scope when left out. */
          street: Type.Optional(Code),
          community: Type.Optional(Code),
          org: Type.Optional(Code),
          format: oneOf(REPORT_FORMATS),
          language: Type.Optional(oneOf(['zh', 'en'] as const)),
        },
        { additionalProperties: false },
      ),
      response: { 200: Type.Unknown(), '4xx': Problem, '5xx': Problem },
    },
  }),
} as const
