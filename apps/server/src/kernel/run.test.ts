import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { counterKind } from '../testing/counter.testing.ts'
import { clerk, depsOn, DISTRICT, MONDAY, testKernel } from '../testing/kernel.testing.ts'
import { readFacts } from './fact-log.store.ts'
import { run } from './run.ts'

const kernel = testKernel()
const { send } = kernel
const factsNow = () => readFacts(kernel.deps.db, DISTRICT, 0, 10_000)

async function created() {
  const id = randomUUID()
  await send(id, { type: 'create' })
  return id
}

describe('a command that is sent again', () => {
  test('leaves one fact and gets the same answer, also when both travel together', async () => {
    const [id, key] = [await created(), randomUUID()]
    const answers = await Promise.all([1, 2, 3].map(() => send(id, { type: 'add', by: 5 }, key)))
    const later = await send(id, { type: 'add', by: 5 }, key)
    expect(answers.map(({ replayed }) => replayed)).toEqual([false, true, true])
    for (const answer of [...answers, later])
      expect(answer).toMatchObject({ ok: true, answer: { id, version: 2, total: 5 } })
    expect(later.replayed).toBe(true)
    expect(await factsNow()).toHaveLength(2)
  })

  test('is refused again with the first refusal, even if it would be accepted now', async () => {
    const [id, key] = [randomUUID(), randomUUID()]
    const refused = { ok: false, refusal: { code: 'counter/unknown' } }
    expect(await send(id, { type: 'add', by: 1 }, key)).toMatchObject({ ...refused, replayed: false })
    await send(id, { type: 'create' })
    expect(await send(id, { type: 'add', by: 1 }, key)).toMatchObject({ ...refused, replayed: true })
  })

  test('under the id of another command, stream or post is a misuse of the id', async () => {
    const [id, other, key] = [await created(), await created(), randomUUID()]
    await send(id, { type: 'add', by: 1 }, key)
    for (const misuse of [
      () => send(id, { type: 'add', by: 2 }, key),
      () => send(other, { type: 'add', by: 1 }, key),
      () => send(id, { type: 'add', by: 1 }, key, { ...clerk, post: 'p2' }),
    ])
      await expect(misuse()).rejects.toMatchObject({ code: 'request/key-reused' })
    expect(await factsNow()).toHaveLength(3)
  })

  test('with its ids in capitals is the same command', async () => {
    const [id, key] = [randomUUID(), randomUUID()]
    await send(id, { type: 'create' }, key)
    expect(await send(id.toUpperCase(), { type: 'create' }, key.toUpperCase())).toMatchObject({
      ok: true,
      replayed: true,
    })
    expect(await send(id.toUpperCase(), { type: 'create' })).toMatchObject({
      refusal: { code: 'counter/exists' },
    })
  })

  test('whose members come in another order is the same command', async () => {
    const [id, key] = [await created(), randomUUID()]
    await send(id, { type: 'remind', key: 'a', dueAt: MONDAY }, key)
    expect(await send(id, { dueAt: MONDAY, key: 'a', type: 'remind' }, key)).toMatchObject({ replayed: true })
  })
})

describe('commands at the same time', () => {
  test('on one stream are decided in the order in which they came', async () => {
    const id = await created()
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, by) => send(id, { type: 'add', by: by % 2 ? 3 : 1 })),
    )
    const totals = outcomes.map((outcome) =>
      outcome.ok ? Reflect.get(Object(outcome.answer), 'total') : null,
    )
    expect(totals).toEqual(Array.from({ length: 50 }, (_, i) => 2 * i + (i % 2 ? 2 : 1)))
    const facts = await factsNow()
    expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, index) => index + 1))
    expect(facts.map(({ version }) => version)).toEqual(facts.map((_, index) => index + 1))
  })

  test('beyond a limit are refused exactly from the limit on', async () => {
    const id = await created()
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => send(id, { type: 'add', by: 4 })))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(25)
  })

  test('on many streams all get consecutive numbers from the district', async () => {
    const ids = Array.from({ length: 150 }, () => randomUUID())
    const outcomes = await Promise.all(ids.map((id) => send(id, { type: 'create' })))
    const numbers = outcomes.map((outcome) =>
      outcome.ok ? Reflect.get(Object(outcome.answer), 'number') : 0,
    )
    expect([...numbers].sort((a, b) => Number(a) - Number(b))).toEqual(ids.map((_, index) => index + 1))
  })

  test('that create the same stream from two processes leave one creation', async () => {
    const other = await depsOn(kernel.database.open, kernel.clock)
    for (let round = 0; round < 10; round++) {
      const id = randomUUID()
      const outcomes = await Promise.all([
        send(id, { type: 'create' }),
        send(id, { type: 'create' }, randomUUID(), clerk, other),
      ])
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    }
    expect(await factsNow()).toHaveLength(10)
  })

  test('that read each other’s streams are decided one after the other', async () => {
    const [a, b] = [await created(), await created()]
    await Promise.all([send(a, { type: 'add', by: 1 }), send(b, { type: 'add', by: 2 })])
    const copied = await Promise.all([send(a, { type: 'copy', from: b }), send(b, { type: 'copy', from: a })])
    expect(copied).toMatchObject([{ answer: { total: 3 } }, { answer: { total: 5 } }])
  })

  test('of several districts keep a sequence for each', async () => {
    await Promise.all(
      [1, 2, 3].flatMap((district) =>
        [1, 2].map(() => send(randomUUID(), { type: 'create' }, randomUUID(), { ...clerk, district })),
      ),
    )
    for (const district of [1, 2, 3])
      expect((await readFacts(kernel.deps.db, district, 0, 10)).map(({ seq }) => seq)).toEqual([1, 2])
  })
})

describe('a fault', () => {
  test('in a rule fails that command only', async () => {
    const [id, other] = [await created(), await created()]
    const outcomes = await Promise.allSettled([
      send(id, { type: 'add', by: 1 }),
      send(id, { type: 'break' }),
      send(id, { type: 'add', by: 1 }),
      send(other, { type: 'add', by: 1 }),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    expect(outcomes[2]).toMatchObject({ value: { answer: { total: 2 } } })
  })

  test('in a projection fails that command only and leaves nothing of it', async () => {
    const [id, other] = [await created(), await created()]
    // 2^40 does not fit the column: the transaction of both fails, then each is tried alone.
    const outcomes = await Promise.allSettled([
      send(id, { type: 'add', by: -(2 ** 40) }),
      send(other, { type: 'add', by: 1 }),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect(await factsNow()).toHaveLength(3)
    expect(await send(id, { type: 'add', by: 1 })).toMatchObject({ answer: { version: 2 } })
  })

  test('is not remembered: the same command may be sent again', async () => {
    const [id, key] = [await created(), randomUUID()]
    await expect(send(id, { type: 'break' }, key)).rejects.toThrow('broken rule')
    const { rows } = await sql`select from command where id = ${key}`.execute(kernel.deps.db)
    expect(rows).toEqual([])
  })
})

test('a command that changes nothing is answered and leaves no fact', async () => {
  const id = await created()
  expect(await send(id, { type: 'add', by: 0 })).toMatchObject({ ok: true, answer: { version: 1, total: 0 } })
  expect(await factsNow()).toHaveLength(1)
})

test('deadlines are exactly those that run', async () => {
  const id = await created()
  const running = async () =>
    (
      await sql<{ key: string; due_at: number }>`select key, due_at from deadline order by key`.execute(
        kernel.deps.db,
      )
    ).rows
  await send(id, { type: 'remind', key: 'a', dueAt: MONDAY + 1 })
  await send(id, { type: 'remind', key: 'b', dueAt: MONDAY + 2 })
  await send(id, { type: 'remind', key: 'a', dueAt: MONDAY + 3 })
  expect(await running()).toEqual([
    { key: 'a', due_at: MONDAY + 3 },
    { key: 'b', due_at: MONDAY + 2 },
  ])
  await Promise.all([
    send(id, { type: 'expire', key: 'b' }),
    send(id, { type: 'expire', key: 'a' }),
    send(id, { type: 'remind', key: 'c', dueAt: MONDAY }),
  ])
  expect(await running()).toEqual([{ key: 'c', due_at: MONDAY }])
})

test('a full queue takes no more, and everything that it took is answered', async () => {
  const ids = Array.from({ length: 2500 }, () => randomUUID())
  const outcomes = await Promise.allSettled(
    ids.map(async (stream) =>
      run(kernel.deps, counterKind, {
        district: DISTRICT,
        stream,
        commandId: randomUUID(),
        actor: clerk,
        command: { type: 'create' },
      }),
    ),
  )
  const taken = outcomes.filter(({ status }) => status === 'fulfilled')
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason)
  expect(taken.length).toBeGreaterThanOrEqual(2000)
  expect(refused.length).toBeGreaterThan(0)
  for (const reason of refused) expect(reason).toMatchObject({ code: 'server/busy' })
  expect(await factsNow()).toHaveLength(taken.length)
})

test('a drained queue has answered everything and takes nothing more', async () => {
  const id = await created()
  const sent = [1, 2, 3].map((by) => send(id, { type: 'add', by }))
  await kernel.deps.commits.drain()
  expect(await Promise.all(sent)).toHaveLength(3)
  await expect(send(id, { type: 'add', by: 1 })).rejects.toMatchObject({ code: 'server/busy' })
})
