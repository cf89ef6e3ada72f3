import { createHash } from 'node:crypto'
import { DAY } from '@gezhi/core/kernel/calendar'
import { residentActor } from '@gezhi/core/people/resident'
import type { RequestView } from '@gezhi/core/residents/data-request'
import { describe, expect, test } from 'vitest'
import { eraseExpired } from './retention.store.ts'
import { writeAs } from '../../kernel/database.ts'
import {
  admin,
  ASSESSMENT,
  codeOf,
  community,
  DISTRICT,
  member,
  MONDAY,
  newResident,
  officer,
  testResidents,
} from './residents.testing.ts'

const { server, ask, made, register, identified, record, rows } = testResidents()

const json = <T>(answer: { body: string }): T => JSON.parse(answer.body) as T
const own = (key: string) => residentActor(DISTRICT, createHash('sha256').update(key).digest('hex'))
const night = () => writeAs(server.deps.db, DISTRICT, (tx) => eraseExpired(tx, DISTRICT, server.clock.now()))
const requests = async () =>
  json<{ requests: RequestView[] }>(await ask(officer, 'GET', '/api/protection/requests')).requests

describe('the date of a record', () => {
  test('R-P-09 is mandatory, ends every reading, and the night erases it with a report', async () => {
    const { retentionUntil: _, ...dateless } = newResident()
    expect((await ask(member, 'POST', '/api/residents', dateless)).statusCode).toBe(400)
    const id = await register({ retentionUntil: MONDAY + DAY })
    const me = own(await identified(id))
    server.clock.set(MONDAY + DAY)
    expect(codeOf(await ask(member, 'GET', `/api/residents/${id}`))).toBe('resident/unknown')
    expect(
      codeOf(
        await ask(member, 'POST', `/api/residents/${id}/reveal`, {
          purpose: 'SERVICE_CONTACT',
          parts: ['CONTACT'],
        }),
      ),
    ).toBe('resident/unknown')
    expect(codeOf(await ask(me, 'GET', '/api/my/record'))).toBe('resident/not-identified')
    expect(await night()).toMatchObject({ residents: 1, phones: 1, keys: 1, locked: 0 })
    for (const table of ['identity.resident', 'personal.phone', 'privacy.holder'])
      expect(await rows(table), table).toEqual([])
    const { reports } = json<{ reports: { counts: object }[] }>(
      await ask(officer, 'GET', '/api/protection/reports'),
    )
    expect(reports).toMatchObject([{ counts: { residents: 1, phones: 1 } }])
  })

  test('R-P-10 locks what the law forbids to erase: it is kept, and nobody reads it', async () => {
    const id = await register({ retentionUntil: MONDAY + DAY })
    expect(
      (await ask(officer, 'POST', `/api/residents/${id}/hold`, { reason: '档案法 保存义务' })).statusCode,
    ).toBe(204)
    server.clock.set(MONDAY + DAY)
    expect(await night()).toMatchObject({ residents: 0, locked: 1 })
    expect(await rows('identity.resident')).toHaveLength(1)
    const reveal = { purpose: 'EMERGENCY', parts: ['IDENTITY'] }
    expect((await ask(member, 'POST', `/api/residents/${id}/reveal`, reveal)).statusCode).toBe(404)
  })
})

describe('the records of data protection', () => {
  test('R-P-08 R-P-14 R-P-15 R-P-16 are made by the officer alone, whole, and kept three years', async () => {
    const purpose = { title: '养犬登记', legalBasis: 'STATUTORY_DUTY', scope: '登记犬只' }
    const add = (kind: string, body: object, actor = officer) =>
      ask(actor, 'POST', '/api/protection/records', { kind, body })
    expect(codeOf(await add('PURPOSE', { ...purpose, article: '条例 第八条' }, admin))).toBe(
      'protection/not-officer',
    )
    expect(codeOf(await add('PURPOSE', purpose))).toBe('resident/article-missing')
    expect((await add('PURPOSE', { ...purpose, article: '养犬管理条例 第八条' })).statusCode).toBe(201)
    const { risk: _, ...riskless } = ASSESSMENT
    expect(codeOf(await add('ASSESSMENT', riskless))).toBe('request/invalid')
    await record('ASSESSMENT', ASSESSMENT)
    const sharing = {
      receiver: '区民政局',
      agreement: '共享目录 2026-7',
      purposeText: '高龄津贴',
      fields: '姓名、年龄段',
      validFrom: MONDAY,
      validTo: MONDAY + 365 * DAY,
    }
    await record('SHARING', sharing)
    expect(codeOf(await add('SHARING', { ...sharing, agreement: '' }))).toBe('request/invalid')
    await record('PROCESSOR', {
      company: '运维公司',
      contract: '2026-12',
      accounts: 'ops-1',
      dataReturned: false,
    })
    const kept = await rows('privacy.record')
    expect(kept).toHaveLength(4)
    for (const { keep_until } of kept as { keep_until: number }[])
      expect(keep_until).toBeGreaterThan(MONDAY + 3 * 365 * DAY)
  })

  test('R-P-39 hold a breach with the three parts that its notice must have', async () => {
    const breach = {
      title: '笔记本遗失',
      foundAt: MONDAY,
      kinds: '姓名、电话',
      cause: '遗失',
      harm: '骚扰电话',
      measures: '已远程擦除',
      advice: '警惕诈骗电话',
    }
    for (const part of ['kinds', 'cause', 'harm', 'measures', 'advice'])
      expect(
        codeOf(
          await ask(officer, 'POST', '/api/protection/records', {
            kind: 'BREACH',
            body: { ...breach, [part]: '' },
          }),
        ),
        part,
      ).toBe('request/invalid')
    await record('BREACH', breach)
    await record('DRILL', { title: '年度演练', heldAt: MONDAY, result: '两小时内完成通知' })
  })

  test('R-P-40 name the officer to everybody, the newest one', async () => {
    const named = {
      name: '王敏',
      contactPhone: '0476-0000000',
      contactMail: 'dpo@example.invalid',
      office: '区政务服务大楼 301',
    }
    expect(json(await ask(null, 'GET', '/api/protection/public'))).toMatchObject({ officer: null })
    await record('OFFICER', { ...named, name: '李强' })
    server.clock.set(MONDAY + DAY)
    await record('OFFICER', named)
    expect(json(await ask(null, 'GET', '/api/protection/public'))).toMatchObject({
      officer: named,
      since: MONDAY + DAY,
    })
  })
})

describe('a request about one’s own data', () => {
  test('R-P-17 runs fifteen days, is shown overdue then, and a refusal says its reason', async () => {
    const id = await register()
    const me = own(await identified(id))
    const asked = await made(ask(me, 'POST', '/api/my/requests', { right: 'COPY', text: '请给我一份复制件' }))
    expect(await requests()).toMatchObject([
      { id: asked, status: 'OPEN', name: '张**', text: '请给我一份复制件', dueAt: MONDAY + 15 * DAY },
    ])
    server.clock.set(MONDAY + 15 * DAY)
    await server.deps.scheduler.fireDue()
    expect((await requests())[0]?.status).toBe('OVERDUE')
    const decide = (body: object) => ask(officer, 'POST', `/api/protection/requests/${asked}/decide`, body)
    expect(codeOf(await decide({ granted: false }))).toBe('request/reason-missing')
    expect((await decide({ granted: false, text: '涉及他人，可向上一级申请复核' })).statusCode).toBe(202)
    expect(codeOf(await decide({ granted: true }))).toBe('request/decided')
    const mine = json<{ requests: RequestView[] }>(await ask(me, 'GET', '/api/my/requests')).requests
    expect(mine).toMatchObject([{ status: 'REFUSED', answer: '涉及他人，可向上一级申请复核' }])
    expect(JSON.stringify(await rows('fact'))).not.toContain('复制件')
  })

  test('R-P-17 to delete, once granted, leaves nothing behind but that it was asked', async () => {
    const id = await register()
    const me = own(await identified(id))
    const asked = await made(ask(me, 'POST', '/api/my/requests', { right: 'DELETE' }))
    await made(ask(officer, 'POST', `/api/protection/requests/${asked}/decide`, { granted: true }))
    expect(codeOf(await ask(member, 'GET', `/api/residents/${id}`))).toBe('resident/unknown')
    await night()
    for (const table of ['identity.resident', 'personal.phone']) expect(await rows(table)).toEqual([])
    const restricted = await register()
    const other = await made(
      ask(community, 'POST', '/api/protection/requests', { right: 'RESTRICT', resident: restricted }),
    )
    await made(ask(officer, 'POST', `/api/protection/requests/${other}/decide`, { granted: true }))
    expect(codeOf(await ask(member, 'GET', `/api/residents/${restricted}`))).toBe('resident/locked')
  })

  test('R-P-18 of a relative says how they are related to the deceased', async () => {
    const id = await register()
    expect(
      (await ask(member, 'PATCH', `/api/residents/${id}`, { version: 1, deceased: true })).statusCode,
    ).toBe(204)
    const paper = (more: object) =>
      ask(community, 'POST', '/api/protection/requests', { right: 'COPY', resident: id, ...more })
    expect(codeOf(await paper({}))).toBe('request/not-relative')
    expect((await paper({ relation: '30' })).statusCode).toBe(202)
    expect(await requests()).toMatchObject([{ relation: '30', channel: 'PAPER' }])
    expect(codeOf(await ask(member, 'POST', `/api/residents/${id}/code`))).toBe('resident/deceased')
  })
})

describe('a list that leaves the system', () => {
  test('R-P-24 needs a reason and another post, is taken once, and every row says who took it', async () => {
    await register()
    const asking = { purpose: 'EMERGENCY', reason: '汛期转移名单' }
    expect(
      (await ask(community, 'POST', '/api/protection/exports', { purpose: 'EMERGENCY' })).statusCode,
    ).toBe(400)
    expect(codeOf(await ask(member, 'POST', '/api/protection/exports', asking))).toBe(
      'resident/not-your-role',
    )
    const id = await made(ask(community, 'POST', '/api/protection/exports', asking))
    const take = () => ask(community, 'POST', `/api/protection/exports/${id}/file`)
    const decide = (actor: typeof officer) =>
      ask(actor, 'POST', `/api/protection/exports/${id}/decide`, { approved: true })
    expect(codeOf(await take())).toBe('protection/export-state')
    expect(codeOf(await decide(community))).toBe('protection/not-officer')
    expect(codeOf(await decide({ ...officer, person: community.person }))).toBe('protection/own-export')
    expect((await decide(officer)).statusCode).toBe(204)
    const { csv } = json<{ csv: string }>(await take())
    expect(csv).toContain('"张秀兰","138 0000 1234","60-79"')
    expect(csv).toContain(`"P-community 2031-05-05T01:00:00.000Z ${id}"`)
    expect(codeOf(await take())).toBe('protection/export-state')
    expect(await rows('privacy.read_log')).toMatchObject([{ channel: 'EXPORT' }, { channel: 'EXPORT' }])
  })
})
