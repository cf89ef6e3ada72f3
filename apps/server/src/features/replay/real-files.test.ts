import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { itemsOf, readMapping } from './mapping.ts'
import { createPlanner, type PlannedRow, type Rejection } from './plan.ts'
import { readRows } from './rows.ts'
import { batches, happenings } from './schedule.ts'

const ROOT = fileURLToPath(new URL('../../../../..', import.meta.url))
const DATA = join(ROOT, '../shared/data')
const PACK = join(ROOT, 'districts/hongshan')
const there = existsSync(DATA)
if (!there)
  process.stdout.write('replay: the real files are not in ../shared/data, their tests are skipped\n')

const mappingOf = (name: string) =>
  readMapping(readFileSync(join(PACK, 'mappings', `${name}.yaml`), 'utf8'), name).mapping

async function planned(name: string, file: string) {
  const mapping = mappingOf(name)
  const plan = createPlanner(mapping)
  const rows: PlannedRow[] = []
  const rejections: Rejection[] = []
  for await (const read of readRows(join(DATA, file), mapping)) {
    const one = plan(read)
    if ('planned' in one) rows.push(one.planned)
    else rejections.push(one.rejection)
  }
  return { rows, rejections }
}

describe('the shipped mappings', () => {
  const catalogue = new Set(
    readFileSync(join(PACK, 'catalogue.csv'), 'utf8')
      .split('\n')
      .map((line) => line.slice(0, 6)),
  )
  it.each(['boston-311', 'citizen-messages-zh'])(
    '%s names items of the district’s catalogue only',
    (name) => {
      expect(itemsOf(mappingOf(name)).filter(({ item }) => !catalogue.has(item))).toEqual([])
    },
  )
})

describe.skipIf(!there)('the real requests of Boston', () => {
  it('are all taken, and their own times say what their flag says', async () => {
    const { rows, rejections } = await planned('boston-311', 'boston-311/requests.csv')
    expect(rejections).toEqual([])
    expect(rows).toHaveLength(20_000)
    expect(rows.filter(({ targetAt }) => targetAt === null)).toHaveLength(3498)
    expect(rows.filter(({ closedAt }) => closedAt === null)).toHaveLength(1065)
    const judged = rows.filter(({ targetAt, verdict }) => targetAt !== null && verdict !== null)
    const contradictions = judged.filter(
      ({ closedAt, targetAt, verdict }) =>
        (closedAt === null || closedAt > (targetAt ?? 0) ? 'LATE' : 'ON_TIME') !== verdict,
    )
    expect(judged).toHaveLength(16_462)
    expect(contradictions).toEqual([])
  })

  it('are cut into batches that change no verdict', async () => {
    const { rows } = await planned('boston-311', 'boston-311/requests.csv')
    const workedAt = new Map<PlannedRow, number>()
    const wrong: string[] = []
    for (const { at, rows: all } of batches(
      happenings(rows, 0, () => false),
      0,
      3_600_000,
    ))
      for (const { step, row } of all.flat()) {
        if (step === 'work') workedAt.set(row, at)
        if (step !== 'result' || row.targetAt === null || row.closedAt === null) continue
        // What the server will decide: the limit ends at the target, never before it begins.
        const due = Math.max(workedAt.get(row) ?? at, row.targetAt)
        const late = Math.min(at, row.closedAt) > due
        if (late !== row.closedAt > row.targetAt || (!late && at > due)) wrong.push(row.id)
      }
    expect(wrong).toEqual([])
  })
})

describe.skipIf(!there)('the real messages of citizens', () => {
  it('are all taken, written in either of their two forms of time', async () => {
    const { rows, rejections } = await planned(
      'citizen-messages-zh',
      'citizen-messages-zh/messages-votes.csv',
    )
    expect(rejections).toEqual([])
    expect(rows).toHaveLength(2400)
    expect(new Set(rows.map(({ item }) => item)).size).toBeGreaterThan(40)
  })
})
