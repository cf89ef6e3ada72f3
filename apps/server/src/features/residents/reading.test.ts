import { createHash } from 'node:crypto'
import { accessKeyOf, residentActor } from '@gezhi/core/people/resident'
import { DAY, HOUR } from '@gezhi/core/kernel/calendar'
import type { Reading, ResidentSheet, Revealed } from '@gezhi/core/residents/resident.view'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { writeAs } from '../../kernel/database.ts'
import {
  admin,
  codeOf,
  community,
  DISTRICT,
  GRID,
  ID_NO,
  member,
  MONDAY,
  neighbour,
  newResident,
  officer,
  streetLeader,
  testResidents,
} from './residents.testing.ts'

const { server, ask, register, identified, rows, deeds } = testResidents()

const reveal = (id: string, purpose: string, parts: readonly string[], actor = member) =>
  ask(actor, 'POST', `/api/residents/${id}/reveal`, { purpose, parts })
const own = (key: string) => residentActor(DISTRICT, createHash('sha256').update(key).digest('hex'))
const json = <T>(answer: { body: string }): T => JSON.parse(answer.body) as T

describe('a record of a resident', () => {
  test('R-P-19 is nowhere in the database in plain words', async () => {
    await register()
    const tables = ['identity.resident', 'personal.phone', 'privacy.consent', 'fact', 'audit']
    const { rows: found } = await sql<{ text: string }>`${sql.join(
      tables.map((table) => sql`select t::text as text from ${sql.table(table)} t`),
      sql` union all `,
    )}`.execute(server.deps.db)
    const all = found.map(({ text }) => text).join('\n')
    expect(all).toContain('张**')
    for (const plain of ['张秀兰', '秀兰', ID_NO, '19491231', '13800001234', '138 0000 1234']) {
      expect(all.includes(plain), plain).toBe(false)
      expect(all.includes(Buffer.from(plain).toString('hex')), plain).toBe(false)
    }
  })

  test('R-P-21 is masked until somebody says for what, and shown for ten minutes', async () => {
    const id = await register()
    const sheet = json<ResidentSheet>(await ask(member, 'GET', `/api/residents/${id}`))
    expect(sheet).toMatchObject({ name: '张**', idNo: '1101************2X', phone: '138****1234' })
    const shown = json<Revealed>(await reveal(id, 'SERVICE_CONTACT', ['CONTACT']))
    expect(shown).toEqual({
      name: null,
      idNo: null,
      phone: '138 0000 1234',
      needs: null,
      expiresAt: MONDAY + 600_000,
    })
    expect(codeOf(await reveal(id, 'SERVICE_CONTACT', ['NEEDS']))).toBe('resident/part-not-opened')
    expect(codeOf(await reveal(id, 'REGISTER_CHECK', ['IDENTITY']))).toBe('resident/purpose-not-recorded')
    expect(codeOf(await reveal(id, 'SERVICE_CONTACT', ['CONTACT'], streetLeader))).toBe(
      'resident/purpose-not-yours',
    )
  })

  test('R-P-20 lies in three places, and no role of the database opens two of them', async () => {
    const openers = [
      ['gezhi_identity', 'identity.resident', ['personal.phone', 'needs.need']],
      ['gezhi_personal', 'personal.phone', ['identity.resident', 'needs.need']],
      ['gezhi_needs', 'needs.need', ['identity.resident', 'personal.phone']],
      ['gezhi_app', null, ['identity.resident', 'personal.phone', 'needs.need']],
      ['gezhi_read', null, ['identity.resident', 'personal.phone', 'needs.need']],
    ] as const
    for (const [role, mine, others] of openers) {
      const may = async (table: string) => {
        const column =
          { 'identity.resident': 'name_enc', 'personal.phone': 'phone_enc' }[table] ?? 'content_enc'
        const { rows: answer } = await sql<{ may: boolean }>`
          select has_schema_privilege(${role}, split_part(${table}, '.', 1), 'USAGE')
            and has_column_privilege(${role}, ${table}, ${column}, 'SELECT') as may`.execute(server.deps.db)
        return answer[0]?.may
      }
      if (mine) expect(await may(mine), `${role} ${mine}`).toBe(true)
      for (const table of others) expect(await may(table), `${role} ${table}`).toBe(false)
    }
  })

  test('R-P-22 leaves a line for every part that was opened, which nobody can change', async () => {
    const id = await register()
    await reveal(id, 'SERVICE_CONTACT', ['IDENTITY', 'CONTACT'])
    const log = await rows('privacy.read_log')
    expect(log).toMatchObject([
      {
        resident: id,
        part: 'IDENTITY',
        person: 'S-member',
        purpose: 'SERVICE_CONTACT',
        channel: 'CONSOLE',
        at: MONDAY,
      },
      {
        resident: id,
        part: 'CONTACT',
        person: 'S-member',
        purpose: 'SERVICE_CONTACT',
        channel: 'CONSOLE',
        at: MONDAY,
      },
    ])
    for (const statement of ['update privacy.read_log set post = post', 'delete from privacy.read_log'])
      await expect(
        writeAs(server.deps.db, DISTRICT, (tx) => sql.raw(statement).execute(tx)),
      ).rejects.toMatchObject({ code: '42501' })
  })

  test('R-P-23 shows its person who looked: role, organisation, purpose and day, and no name', async () => {
    const id = await register()
    const key = await identified(id)
    await reveal(id, 'SERVICE_CONTACT', ['CONTACT'])
    const { readings } = json<{ readings: Reading[] }>(await ask(own(key), 'GET', '/api/my/readings'))
    expect(readings).toEqual([
      {
        day: '2031-05-05',
        role: 'GRID_MEMBER',
        org: '150402010001',
        orgName: '三中街社区',
        purpose: 'SERVICE_CONTACT',
        parts: ['CONTACT'],
      },
    ])
    // The own look is logged as well, and not told to oneself.
    expect(json(await ask(own(key), 'POST', '/api/my/record/reveal'))).toMatchObject({
      name: '张秀兰',
      idNo: ID_NO,
    })
    expect(await rows('privacy.read_log')).toHaveLength(3)
    expect(
      json<{ readings: Reading[] }>(await ask(own(key), 'GET', '/api/my/readings')).readings,
    ).toHaveLength(1)
    const stranger = own(accessKeyOf('x'.repeat(43)))
    expect(codeOf(await ask(stranger, 'GET', '/api/my/readings'))).toBe('resident/not-identified')
  })

  test('R-P-24 comes in pages of fifty at most, and more than 200 openings a day are told to the officer', async () => {
    const id = await register()
    for (const limit of [51, 1000])
      expect((await ask(member, 'GET', `/api/residents?limit=${limit}`)).statusCode).toBe(400)
    const log = (n: number, from: number) =>
      sql`insert into privacy.read_log
      select ${DISTRICT}, gen_random_uuid(), gen_random_uuid(), ${new Date(from)}, ${id}, 'CONTACT', 'P-member',
        'S-member', 'GRID_MEMBER', 'x', 'SERVICE_CONTACT', 'CONSOLE' from generate_series(1, ${n})`.execute(
        server.deps.db,
      )
    await log(500, MONDAY - DAY)
    await log(199, MONDAY - HOUR)
    await reveal(id, 'SERVICE_CONTACT', ['CONTACT'])
    expect(await rows('privacy.alarm')).toEqual([])
    await reveal(id, 'SERVICE_CONTACT', ['CONTACT'])
    await reveal(id, 'SERVICE_CONTACT', ['CONTACT'])
    expect(await rows('privacy.alarm')).toMatchObject([{ person: 'S-member', day: '2031-05-05', reads: 202 }])
    expect(deeds.filter(({ action }) => action === 'alarm.raised')).toHaveLength(1)
  })

  test('R-P-25 is found by a whole number for a purpose that allows it, never by a part of one', async () => {
    const id = await register({
      legalBasis: 'STATUTORY_DUTY',
      article: '城市居民委员会组织法 第三条',
      purposes: ['REGISTER_CHECK'],
    })
    const search = (body: object, actor = member) => ask(actor, 'POST', '/api/residents/search', body)
    const found = json<{ residents: { id: string }[] }>(
      await search({ purpose: 'REGISTER_CHECK', phone: '+86 138-0000-1234' }),
    )
    expect(found.residents.map((one) => one.id)).toEqual([id])
    expect(
      json<{ residents: unknown[] }>(await search({ purpose: 'REGISTER_CHECK', idNo: ID_NO.toLowerCase() }))
        .residents,
    ).toHaveLength(1)
    expect(codeOf(await search({ purpose: 'SERVICE_CONTACT', idNo: ID_NO }))).toBe(
      'resident/purpose-no-search',
    )
    expect(codeOf(await search({ purpose: 'REGISTER_CHECK', idNo: '110105%' }))).toBe('resident/id-number')
    expect(codeOf(await search({ purpose: 'REGISTER_CHECK' }))).toBe('resident/search-key')
    expect((await search({ purpose: 'REGISTER_CHECK', name: '张' })).statusCode).toBe(400)
    expect(
      json<{ residents: unknown[] }>(await search({ purpose: 'REGISTER_CHECK', idNo: ID_NO }, neighbour))
        .residents,
    ).toEqual([])
    expect(deeds.filter(({ action }) => action === 'resident.searched')).toHaveLength(3)
  })

  test('is seen in its own area only', async () => {
    const id = await register()
    for (const actor of [member, community, streetLeader, officer])
      expect((await ask(actor, 'GET', `/api/residents/${id}`)).statusCode, actor.role).toBe(200)
    expect(codeOf(await ask(neighbour, 'GET', `/api/residents/${id}`))).toBe('resident/unknown')
    expect(codeOf(await ask(admin, 'GET', `/api/residents/${id}`))).toBe('resident/not-your-role')
    const listed = json<{ residents: { id: string }[]; next: string | null }>(
      await ask(member, 'GET', `/api/residents?grid=${GRID}`),
    )
    expect(listed).toMatchObject({ residents: [{ id, name: '张**' }], next: null })
    expect(json<{ residents: unknown[] }>(await ask(neighbour, 'GET', '/api/residents')).residents).toEqual(
      [],
    )
    expect(codeOf(await ask(neighbour, 'POST', '/api/residents', newResident()))).toBe(
      'resident/outside-area',
    )
  })

  test('is opened by a code that works once and is not guessed', async () => {
    const id = await register()
    const { code } = json<{ code: string }>(await ask(member, 'POST', `/api/residents/${id}/code`))
    expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
    const type = (text: string) => ask(null, 'POST', '/api/my/key', { code: text })
    expect((await type(code.toLowerCase().replace('-', ' '))).statusCode).toBe(201)
    expect(codeOf(await type(code))).toBe('resident/code-wrong')
    const codes = await Promise.all(Array.from({ length: 6 }, async () => codeOf(await type('AAAAAAAAAA'))))
    expect(codes).toContain('resident/too-many-tries')
  })
})
