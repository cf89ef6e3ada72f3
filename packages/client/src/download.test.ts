import { endpoint } from '@gezhi/core/kernel/endpoint'
import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { Offline, Refused } from './call.ts'
import { download } from './download.ts'

const list = endpoint({
  method: 'GET',
  url: '/api/list',
  schema: {
    operationId: 'exportList',
    summary: 'A list as a file',
    querystring: Type.Object({ state: Type.Optional(Type.String()) }),
    response: { 200: Type.Unknown() },
  },
})

const body = (pieces: readonly string[], broken = false) =>
  new ReadableStream<Uint8Array>({
    start(control) {
      for (const piece of pieces) control.enqueue(new TextEncoder().encode(piece))
      if (broken) control.error(new Error('reset'))
      else control.close()
    },
  })
const headers = {
  'content-disposition': "attachment; filename*=UTF-8''%E4%BA%8B%E4%BB%B6.xlsx",
  'gezhi-rows': '31',
}

test('a file arrives under its own name, and says on the way how much has come', async () => {
  const seen: [number, number | null][] = []
  const { name, content, rows } = await download(
    list,
    { query: { state: 'POOLED' } },
    {
      fetch: async (url) => {
        expect(url).toBe('/api/list?state=POOLED')
        return new Response(body(['abc', 'de']), { headers })
      },
      onProgress: (...at) => seen.push(at),
    },
  )
  expect([name, rows, await content.text()]).toEqual(['事件.xlsx', 31, 'abcde'])
  expect(seen).toEqual([
    [3, 31],
    [5, 31],
  ])
})

test('a stream that breaks gives no file', async () => {
  const fetch = async () => new Response(body(['ab'], true), { headers })
  await expect(download(list, {}, { fetch })).rejects.toThrow(Offline)
})

test('a refusal is thrown with its problem', async () => {
  const problem = { type: '/problems/x', code: 'x', title: '不行', titleEn: 'no', status: 422 }
  const fetch = async () => new Response(JSON.stringify(problem), { status: 422 })
  await expect(download(list, {}, { fetch })).rejects.toThrow(Refused)
})
