import { caseApi } from '@gezhi/core/cases/case.api'
import { sessionApi } from '@gezhi/core/people/session.api'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { addressOf, call, type Input, Offline, Refused } from './call.ts'

const answer =
  (status: number, body: string | null, seen?: Request[]): typeof fetch =>
  async (url, init) => {
    seen?.push(new Request(`http://gezhi.test${url instanceof Request ? url.url : url.toString()}`, init))
    return new Response(body, { status })
  }
const id = '0191a2b3-c4d5-7000-8000-000000000001'
const key = '0191a2b3-c4d5-7000-8000-000000000002'

describe('calling an endpoint', () => {
  it('fills the path, the query, the key and the body', async () => {
    const seen: Request[] = []
    await call(
      caseApi.command,
      { params: { id }, headers: { 'idempotency-key': key }, body: { type: 'grab' } },
      { fetch: answer(202, '{}', seen) },
    )
    const request = seen[0]
    expect(request?.method).toBe('POST')
    expect(new URL(request?.url ?? '').pathname).toBe(`/api/cases/${id}/commands`)
    expect(request?.headers.get('idempotency-key')).toBe(key)
    expect(await request?.json()).toEqual({ type: 'grab' })
  })

  it('leaves out what a filter does not ask for', () => {
    expect(
      addressOf(caseApi.find, { query: { state: 'POOLED,ASSIGNED', text: undefined, overdue: true } }),
    ).toBe('/api/cases?state=POOLED%2CASSIGNED&overdue=true')
  })

  it('hands a refusal over with its problem', async () => {
    const problem = { type: 'about:blank', code: 'case/own-work', title: '处', titleEn: 'own', status: 403 }
    const refused = call(caseApi.get, { params: { id } }, { fetch: answer(403, JSON.stringify(problem)) })
    await expect(refused).rejects.toBeInstanceOf(Refused)
    await expect(refused).rejects.toMatchObject({ problem })
  })

  it('makes a problem of a proxy’s page', async () => {
    const refused = call(caseApi.get, { params: { id } }, { fetch: answer(502, '<html>') })
    await expect(refused).rejects.toMatchObject({ problem: { code: 'http/502', status: 502 } })
  })

  it('says offline when the server is not reached', async () => {
    const down = async (): Promise<Response> => Promise.reject(new TypeError('fetch failed'))
    await expect(call(caseApi.get, { params: { id } }, { fetch: down })).rejects.toBeInstanceOf(Offline)
  })

  it('says offline when the answer breaks off, or is a hotel’s page in the place of the centre’s', async () => {
    for (const said of ['{"now":1', '<html>请登录本网络</html>'])
      await expect(call(sessionApi.me, {}, { fetch: answer(200, said) })).rejects.toBeInstanceOf(Offline)
  })

  it('answers null where there is nothing to say', async () => {
    expect(await call(sessionApi.signOut, {}, { fetch: answer(204, null) })).toBeNull()
  })

  it('asks only for what the endpoint takes', () => {
    expectTypeOf<Input<typeof caseApi.get>>().toHaveProperty('params')
    expectTypeOf<Input<typeof caseApi.get>>().not.toHaveProperty('body')
    expectTypeOf(call<typeof caseApi.reveal>)
      .returns.resolves.toHaveProperty('phone')
      .toEqualTypeOf<string | null>()
  })
})
