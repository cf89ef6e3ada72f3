// Whole lives of cases: report, acceptance, grab or dispatch and signature, a whistle for one in ten, result,
// verification, follow-up, assessment. Each connection lives one case after the other, always by the post whose turn it is.
import { newId } from '../packages/client/src/ids.ts'
import type { Scenario, Sending } from './support/http-load.ts'
import type { Offices } from './support/offices.ts'
import { REPORT_TEXT } from './report.scenario.ts'

export interface LifeData {
  readonly offices: Offices
  readonly cookies: Readonly<Record<string, string>>
  readonly photo: string
}

export interface Step {
  readonly post: string
  readonly command: { readonly type: string }
}

/** Item of city appearance, general, and one of illegal building, urgent: the district may dispatch it at once. */
const GENERAL = 'W01004'
const URGENT = 'W03001'

/** What is done to one case in turn and by whom: odd lives are dispatched, even ones grabbed, every tenth whistled. */
export function stepsOf(
  { offices: all, photo }: LifeData,
  office: Offices['offices'][number],
  life: number,
): Step[] {
  const { department, operators, dispatcher, assessor } = all
  const { place } = office
  const dispatched = life % 2 === 1
  const whistled = life % 10 === 0
  const by = (post: string, command: Step['command'] & Record<string, unknown>): Step => ({ post, command })
  const contact = { type: 'contactReporter', method: 'CALL', reached: true, note: '已说明安排' }
  const handler = dispatched || whistled ? department.handler : office.streetHandler
  return [
    by(office.member, {
      type: 'report',
      text: REPORT_TEXT,
      place,
      photos: [photo],
      contact: { phone: '13800001234' },
    }),
    by(operators[0], { type: 'accept', item: dispatched ? URGENT : GENERAL }),
    ...(dispatched
      ? [
          by(dispatcher, { type: 'dispatch', org: department.org }),
          by(department.dispatcher, { type: 'sign' }),
          by(department.dispatcher, contact),
        ]
      : [by(office.streetDispatcher, { type: 'grab' }), by(office.streetDispatcher, contact)]),
    ...(whistled
      ? [
          by(office.streetLeader, {
            type: 'whistle',
            whistleType: 'DAILY',
            lead: { org: department.org, task: '现场处置' },
            units: [],
          }),
          by(department.handler, { type: 'arrive', mode: 'ON_SITE', place }),
        ]
      : []),
    by(handler, {
      type: 'submitResult',
      resultType: 'SOLVED',
      text: '道路已清扫干净，垃圾已清运',
      photos: [photo],
      whom: '张先生',
    }),
    by(office.community, { type: 'verifyPass', photos: [photo] }),
    by(operators[1], { type: 'recordSatisfied', contacted: true, solved: true, rating: 5 }),
    by(assessor, { type: 'assess' }),
  ]
}

/** What the machinery may have done first. */
export const isOvertaken = (status: number, body: string, type: string): boolean =>
  status === 409 && type === 'accept' && body.includes('case/not-now')

const scenario: Scenario<LifeData> = (data, connection) => {
  const { offices } = data.offices
  let life = connection * 1000
  let id = newId()
  let left: Step[] = []
  return {
    next(): Sending | null {
      if (left.length === 0) {
        const office = offices[life % offices.length]
        if (!office) return null
        left = stepsOf(data, office, life++)
        id = newId()
      }
      const step = left.shift()
      if (!step) return null
      const key = newId()
      return {
        method: 'POST',
        path: `/api/cases/${id}/commands`,
        headers: { cookie: data.cookies[step.post] ?? '', 'idempotency-key': key },
        json: step.command,
        ...(step.command.type === 'assess' ? { key: id } : {}),
      }
    },
    answered(status, body, sending) {
      const { type } = sending.json as Step['command']
      if (status === 202 || isOvertaken(status, body, type)) return
      // A life that cannot go on is left where it is; the bench counts how many came to their end.
      left = []
      if (process.env['BENCH_SAY_REFUSALS'])
        process.stderr.write(`${type}: ${status} ${body.slice(0, 300)}\n`)
    },
  }
}
export default scenario
