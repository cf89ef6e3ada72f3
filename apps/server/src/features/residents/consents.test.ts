import { createHash } from 'node:crypto'
import { DAY } from '@gezhi/core/kernel/calendar'
import { residentActor } from '@gezhi/core/people/resident'
import type { ResidentSheet, Revealed } from '@gezhi/core/residents/resident.view'
import { describe, expect, test } from 'vitest'
import {
  ASSESSMENT,
  codeOf,
  DISTRICT,
  member,
  MONDAY,
  newResident,
  neighbour,
  streetLeader,
  testResidents,
} from './residents.testing.ts'

const { server, ask, made, register, identified, record, rows } = testResidents()

const json = <T>(answer: { body: string }): T => JSON.parse(answer.body) as T
const own = (key: string) => residentActor(DISTRICT, createHash('sha256').update(key).digest('hex'))
const reveal = (id: string, purpose: string, parts: readonly string[], actor = member) =>
  ask(actor, 'POST', `/api/residents/${id}/reveal`, { purpose, parts })
const need = (assessment: string, change: object = {}) => ({
  needType: 'ELDER_VISIT',
  requestedBy: 'SELF',
  visitPlan: '每周二上午',
  carers: [member.person],
  assessment,
  validTo: MONDAY + 180 * DAY,
  ...change,
})
const consentTo = (text: string, givenBy = 'SELF') => ({
  text,
  version: 1,
  language: 'zh',
  channel: 'PAPER',
  givenBy,
})

describe('consent', () => {
  test('R-P-04 is withdrawn in one step by its person, use stops at once and the record is gone a day later', async () => {
    const id = await register()
    const me = own(await identified(id))
    expect((await reveal(id, 'SERVICE_CONTACT', ['CONTACT'])).statusCode).toBe(200)
    const sheet = json<ResidentSheet>(await ask(me, 'GET', '/api/my/record'))
    const [consent] = sheet.consents
    expect(consent).toMatchObject({
      text: 'SERVICE_CONTACT',
      version: 1,
      language: 'zh',
      channel: 'PAPER',
      givenAt: MONDAY,
    })
    expect((await ask(me, 'POST', `/api/my/consents/${consent?.id}/withdraw`)).statusCode).toBe(204)
    expect(codeOf(await reveal(id, 'SERVICE_CONTACT', ['CONTACT']))).toBe('resident/consent-missing')
    expect(codeOf(await ask(me, 'POST', `/api/my/consents/${consent?.id}/withdraw`))).toBe(
      'resident/consent-unknown',
    )
    server.clock.set(MONDAY + DAY)
    expect(codeOf(await ask(member, 'GET', `/api/residents/${id}`))).toBe('resident/unknown')
  })

  test('R-P-04 can be given again to the text as it is now, and to no other version', async () => {
    const id = await register()
    const me = own(await identified(id))
    const give = (version: number) =>
      ask(me, 'POST', '/api/my/consents', { text: 'SERVICE_NEED', version, language: 'zh' })
    expect(codeOf(await give(7))).toBe('resident/changed-meanwhile')
    expect((await give(1)).statusCode).toBe(201)
    expect(
      json<ResidentSheet>(await ask(me, 'GET', '/api/my/record')).consents.map(({ text, channel }) => [
        text,
        channel,
      ]),
    ).toContainEqual(['SERVICE_NEED', 'PORTAL'])
  })

  test('R-P-06 R-P-07 comes after a notice: without it nothing is saved, whatever the legal basis', async () => {
    for (const change of [
      {},
      { legalBasis: 'STATUTORY_DUTY', article: '城市居民委员会组织法 第三条', purposes: ['REGISTER_CHECK'] },
    ]) {
      const { noticeGiven: _, ...unsaid } = newResident(change as object)
      expect((await ask(member, 'POST', '/api/residents', unsaid)).statusCode).toBe(400)
    }
    expect(await rows('identity.resident')).toEqual([])
    const notice = await ask(null, 'GET', '/api/protection/public')
    expect(json<{ texts: { code: string; version: number }[] }>(notice).texts).toContainEqual(
      expect.objectContaining({ code: 'SERVICE_CONTACT', version: 1 }),
    )
  })
})

describe('a form', () => {
  test('R-P-02 R-P-26 saves the fields of its purpose and refuses every other key', async () => {
    for (const extra of ['religion', 'ethnicity', 'faceFeature', 'birthDate', 'income', 'note'])
      expect(
        (await ask(member, 'POST', '/api/residents', { ...newResident(), [extra]: '1' })).statusCode,
        extra,
      ).toBe(400)
    const id = await register()
    const { assessment: _, ...bare } = need('00000000-0000-4000-8000-000000000000')
    expect(
      (await ask(member, 'POST', `/api/residents/${id}/needs`, { ...bare, diagnosis: '高血压' })).statusCode,
    ).toBe(400)
  })

  test('R-P-03 R-P-08 keeps the legal basis of every record, and a duty with its law and article', async () => {
    const duty = { legalBasis: 'STATUTORY_DUTY', purposes: ['REGISTER_CHECK'], consents: [] } as const
    expect(
      codeOf(
        await ask(
          member,
          'POST',
          '/api/residents',
          newResident({ ...duty, purposes: ['REGISTER_CHECK'], consents: [] }),
        ),
      ),
    ).toBe('resident/article-missing')
    await register({
      ...duty,
      purposes: ['REGISTER_CHECK'],
      consents: [],
      article: '城市居民委员会组织法 第三条',
    })
    expect(await rows('identity.resident')).toMatchObject([
      { legal_basis: 'STATUTORY_DUTY', article: '城市居民委员会组织法 第三条' },
    ])
    expect(codeOf(await ask(member, 'POST', '/api/residents', newResident({ consents: [] })))).toBe(
      'resident/consent-missing',
    )
  })

  test('R-P-13 asks the age band first: a child needs the guardian and an impact assessment', async () => {
    const child = (change: object) =>
      ask(member, 'POST', '/api/residents', newResident({ ageBand: '6-13', ...change }))
    const consents = [...newResident().consents, consentTo('CHILD', 'GUARDIAN')]
    expect(codeOf(await child({}))).toBe('resident/guardian-missing')
    expect(codeOf(await child({ consents: [...newResident().consents, consentTo('CHILD')] }))).toBe(
      'resident/guardian-missing',
    )
    expect(codeOf(await child({ consents }))).toBe('resident/assessment-missing')
    const assessment = await record('ASSESSMENT', ASSESSMENT)
    expect((await child({ consents, assessment })).statusCode).toBe(201)
  })
})

describe('a need for service', () => {
  test('R-P-11 R-P-12 needs an assessment and a separate consent, or it is not saved', async () => {
    const id = await register()
    const add = (body: object) => ask(member, 'POST', `/api/residents/${id}/needs`, body)
    const unknown = '00000000-0000-4000-8000-000000000000'
    expect(codeOf(await add(need(unknown)))).toBe('resident/assessment-missing')
    const assessment = await record('ASSESSMENT', ASSESSMENT)
    // The consent to be contacted is another one.
    expect(codeOf(await add(need(assessment)))).toBe('resident/consent-missing')
    await made(ask(member, 'POST', `/api/residents/${id}/consents`, consentTo('SERVICE_NEED')))
    expect(codeOf(await add(need(assessment, { validTo: MONDAY + 400 * DAY })))).toBe(
      'resident/need-too-long',
    )
    expect((await add(need(assessment))).statusCode).toBe(201)
  })

  test('is seen by its carers and the officers of the street, and goes with the consent', async () => {
    const id = await register()
    const assessment = await record('ASSESSMENT', ASSESSMENT)
    const consent = await made(
      ask(member, 'POST', `/api/residents/${id}/consents`, consentTo('SERVICE_NEED')),
    )
    await made(ask(member, 'POST', `/api/residents/${id}/needs`, need(assessment)))
    const needsFor = async (actor: typeof member) =>
      json<Revealed>(await reveal(id, 'NEED_CARE', ['NEEDS'], actor)).needs
    expect(await needsFor(member)).toMatchObject([
      { needType: 'ELDER_VISIT', visitPlan: '每周二上午', carers: ['S-member'] },
    ])
    expect(await needsFor(streetLeader)).toHaveLength(1)
    expect(await needsFor({ ...member, person: 'S-colleague' })).toEqual([])
    expect(codeOf(await reveal(id, 'NEED_CARE', ['NEEDS'], neighbour))).toBe('resident/unknown')
    await ask(member, 'POST', `/api/residents/${id}/consents/${consent}/withdraw`)
    expect(await rows('needs.need')).toEqual([])
  })
})
