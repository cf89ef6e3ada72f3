import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  colleague,
  community,
  communityWest,
  dispatcherEast,
  dispatcherWest,
  leaderEast,
  member,
  memberWest,
  neighbour,
  operator,
  resident,
  roads,
} from '@gezhi/core/cases/actors.testing'
import { LAMP, report, whistle } from '@gezhi/core/cases/flow.testing'
import { DISTRICT } from '@gezhi/core/cases/rules.testing'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import { sql } from 'kysely'
import type { FastifyRequest } from 'fastify'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { readAs } from '../../kernel/access.store.ts'
import type { CaseDeps } from './case.deps.ts'
import { testCases } from './cases.testing.ts'
import { createLive } from './live.ts'

let given: CaseDeps
const { app, live: act } = testCases((deps) => {
  given = deps
  return []
})
const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => close()))

/** Live feeds behind a real socket; `actors` says who stands behind a request, and may be changed. */
async function house() {
  const actors = new Map<string, Actor>()
  const changed = new Set<() => void>()
  const live = createLive({
    ...given,
    admission: {
      actorOf: async ({ headers }) => actors.get(String(headers['x-who'])) ?? null,
      onChange: (listener) => {
        changed.add(listener)
        return () => changed.delete(listener)
      },
    },
  })
  const server = createServer((request, response) => {
    const who = actors.get(String(request.headers['x-who']))
    if (!who) return void response.writeHead(401).end()
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    // Gate: a feed reads no more of a request than its headers and its socket.
    const asked = { headers: request.headers, raw: request } as unknown as FastifyRequest
    const after = request.headers['last-event-id']
    void live.open(asked, who, response, after === undefined ? undefined : Number(after))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  closers.push(() => {
    live.close()
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  let published = (await given.feed.after(DISTRICT, 0, 10_000)).at(-1)?.seq ?? 0
  await live.publish(await given.feed.after(DISTRICT, published - 1), DISTRICT)
  return {
    live,
    actors,
    tell: () => changed.forEach((listener) => listener()),
    /** Hands all that was committed since to the feeds, as the reader of the log does. */
    publish: async () => {
      const facts = await given.feed.after(DISTRICT, published)
      published = facts.at(-1)?.seq ?? published
      await live.publish(facts, DISTRICT)
    },
    published: () => published,
    read: async (actor: Actor, lastId?: number) => {
      actors.set(actor.post, actor)
      const headers = { 'x-who': actor.post, ...(lastId === undefined ? {} : { 'last-event-id': lastId }) }
      const [answer] = (await once(get({ port, host: '127.0.0.1', headers }), 'response')) as [
        IncomingMessage,
      ]
      closers.push(() => answer.destroy())
      return { answer, ...hear(answer) }
    },
  }
}

function hear(answer: IncomingMessage) {
  let text = ''
  let ended = false
  answer.setEncoding('utf8')
  answer.on('data', (piece: string) => (text += piece))
  answer.on('end', () => (ended = true)).on('error', () => undefined)
  const events = () =>
    text
      .split('\n\n')
      .filter((block) => block.includes('event: '))
      .map((block) => ({
        id: Number(/^id: (\d+)/m.exec(block)?.[1]),
        event: /^event: (\w+)/m.exec(block)?.[1],
        data: JSON.parse(/^data: (.*)/m.exec(block)?.[1] ?? '{}') as { case?: { id: string }; fact?: string },
      }))
  const cases = () => events().filter(({ event }) => event === 'case')
  return {
    text: () => text,
    events,
    cases,
    ended: () => ended,
    seqs: () => cases().map(({ id }) => id),
    ids: () => new Set(cases().map(({ data }) => data.case?.id)),
  }
}

const [mine, joint] = [randomUUID(), randomUUID()]
beforeAll(async () => {
  await act(randomUUID(), [resident, report()])
})

const everyone = [
  operator,
  dispatcherEast,
  dispatcherWest,
  community,
  communityWest,
  colleague,
  member,
  memberWest,
  resident,
  neighbour,
  roads.dispatcher,
]

test('each post hears of exactly the cases that the row policies show it, each change once and in order', async () => {
  const { read, publish } = await house()
  const open = await Promise.all(everyone.map(async (actor) => ({ actor, ...(await read(actor)) })))
  await act(mine, [resident, report()])
  await act(
    joint,
    [member, report()],
    [operator, { type: 'accept', item: LAMP }],
    [dispatcherEast, { type: 'grab' }],
    [leaderEast, whistle()],
  )
  await publish()
  const all = open[0]
  await vi.waitFor(() => expect(all?.seqs().length).toBeGreaterThanOrEqual(5))
  for (const { actor, ids, seqs, text } of open) {
    const seen = await readAs(app.deps.db, scopeOf(actor), async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select id from case_row where id in (${mine}, ${joint})`.execute(tx)
      return new Set(rows.map((row) => row.id))
    })
    await vi.waitFor(() => expect(ids(), actor.post).toEqual(seen))
    expect(seqs(), actor.post).toEqual([...new Set(seqs())].toSorted((a, b) => a - b))
    for (const id of [mine, joint]) expect(text().includes(id), actor.post).toBe(seen.has(id))
  }
})

test('a reporter who also works there hears of the own case once', async () => {
  const { read, publish } = await house()
  const reporter = await read({ ...member, person: resident.person })
  await act(randomUUID(), [resident, report()])
  await publish()
  await vi.waitFor(() => expect(reporter.seqs()).toHaveLength(1))
})

test('who comes back hears what it missed, then what is new: no gap, nothing twice', async () => {
  const { read, publish, published } = await house()
  const from = published()
  for (let turn = 0; turn < 3; turn++) await act(randomUUID(), [resident, report()])
  await publish()
  const wanted = (await given.feed.after(DISTRICT, from)).filter(({ kind }) => kind === 'case')
  const back = await read(operator, from)
  await act(randomUUID(), [resident, report()])
  await publish()
  const after = (await given.feed.after(DISTRICT, wanted.at(-1)?.seq ?? 0)).filter(
    ({ kind }) => kind === 'case',
  )
  const streams = [...wanted, ...after].map(({ stream }) => stream)
  await vi.waitFor(() => expect(back.ids().size).toBe(new Set(streams).size))
  expect(back.cases().map(({ data }) => data.case?.id)).toEqual([...new Set(streams)])
  expect(back.seqs()).toEqual(back.seqs().toSorted((a, b) => a - b))
})

test('R-P-44 a complaint about a rating is told to the district only', async () => {
  const { live, read, published } = await house()
  const [centre, street] = [await read(operator), await read(dispatcherEast)]
  const [known] = (await given.feed.after(DISTRICT, 0)).filter(({ kind }) => kind === 'case')
  if (!known) throw new Error('no fact')
  const seq = published() + 1
  const complaint = { ...known, seq, data: { ...known.data, type: 'rating.solicited' } }
  await live.publish([complaint], DISTRICT)
  await live.publish([{ ...known, seq: seq + 1, commandId: randomUUID() }], DISTRICT)
  await vi.waitFor(() => expect(centre.seqs()).toEqual([seq, seq + 1]))
  await vi.waitFor(() => expect(street.seqs()).toEqual([seq + 1]))
})

test('a feed ends when its post does, and when it is another post now', async () => {
  const { actors, tell, read } = await house()
  const [gone, moved, stays] = [await read(colleague), await read(dispatcherEast), await read(operator)]
  actors.delete(colleague.post)
  actors.set(dispatcherEast.post, dispatcherWest)
  tell()
  await vi.waitFor(() => expect([gone.ended(), moved.ended()]).toEqual([true, true]))
  expect(stays.ended()).toBe(false)
})

test('a reader that does not read is dropped to the latest: what waits for it is bounded', async () => {
  const { live, read, published } = await house()
  const slow = await read(operator)
  slow.answer.pause()
  const [known] = (await given.feed.after(DISTRICT, 0)).filter(({ kind }) => kind === 'case')
  if (!known) throw new Error('no fact')
  let seq = published()
  const burst = () => Array.from({ length: 400 }, () => ({ ...known, seq: ++seq, commandId: randomUUID() }))
  // 60 × 400 × 0.8 kB: far beyond the buffers of the operating system.
  for (let turn = 0; turn < 60; turn++) await live.publish(burst(), DISTRICT)
  slow.answer.resume()
  await vi.waitFor(() => expect(slow.events().at(-1)?.event).toBe('reset'), { timeout: 5000 })
  expect(slow.events().at(-1)?.id).toBe(seq)
  expect(slow.seqs().length).toBeLessThan(24_000)
  await live.publish(burst(), DISTRICT)
  await vi.waitFor(() => expect(slow.seqs().at(-1)).toBe(seq))
})

test('changes that cannot be read any more make everybody load anew', async () => {
  const { live, read, published } = await house()
  const reader = await read(operator)
  const unreadable = { ...(await given.feed.after(DISTRICT, 0))[0], stream: 'no uuid', seq: published() + 1 }
  await expect(live.publish([unreadable as never], DISTRICT)).rejects.toThrow()
  await vi.waitFor(() => expect(reader.events().at(-1)?.event).toBe('reset'))
})
