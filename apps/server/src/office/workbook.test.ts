import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { convert, office } from './package.testing.ts'
import { ROWS, writeWorkbook, type Sheet } from './workbook.ts'
import { readWorkbook } from './workbook.testing.ts'

const AT = Date.parse('2026-11-22T15:04:00+08:00')
const about = { title: '事件清单', creator: 'P-1', at: AT }

const sheet = (rows: Sheet['rows'], more: Partial<Sheet> = {}): Sheet => ({
  name: '事件[清单]',
  title: '红山区事件清单',
  about: [
    ['件数', ROWS],
    ['筛选条件', '状态：待抢单'],
  ],
  columns: [
    { title: '编号', width: 12, kind: 'text' },
    { title: '时间', width: 17, kind: 'time' },
    { title: '率', width: 8, kind: 'percent' },
  ],
  rows,
  ...more,
})
const bytesOf = (sheets: readonly Sheet[]) => buffer(writeWorkbook(sheets, about))

test('the number of rows stands on top, though it is known only at the end', async () => {
  function* rows() {
    for (let no = 0; no < 1234; no++) yield [`HS-${no}`, AT, 0.5]
  }
  const [read = []] = readWorkbook(await bytesOf([sheet(rows())]))
  expect(read.slice(0, 3)).toEqual([['红山区事件清单'], ['件数', '1,234'], ['筛选条件', '状态：待抢单']])
  expect(read.slice(4)).toHaveLength(1234)
})

test('what a cell cannot hold is shown as such, and nothing else is changed', async () => {
  const texts = [
    '=1+1',
    '＝1',
    '\ttab',
    '-5℃',
    '_x0041_',
    '<b>&"',
    'nul\0',
    '断\ud800',
    '两行\r\n文字',
    '🚧',
    ' 空格 ',
  ]
  const [read = []] = readWorkbook(await bytesOf([sheet(texts.map((text) => [text, Number.NaN, null]))]))
  expect(read.slice(4).map(([text]) => text)).toEqual([
    "'=1+1",
    "'＝1",
    "'\ttab",
    "'-5℃",
    '_x0041_',
    '<b>&"',
    'nul\uFFFD',
    '断\uFFFD',
    '两行\r\n文字',
    '🚧',
    ' 空格 ',
  ])
})

test('rows that fail to be read break the file off instead of ending it early', async () => {
  async function* rows() {
    yield ['HS-1', AT, 1]
    throw new Error('the database went away')
  }
  await expect(bytesOf([sheet(rows())])).rejects.toThrow('the database went away')
})

test('rows are not read on for a reader who has gone', async () => {
  let read = 0
  async function* rows() {
    for (;;) {
      yield ['HS-1', AT, read++]
      if (read % 1000 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }
  const stream = writeWorkbook([sheet(rows())], about)
  for await (const _ of stream) break
  await new Promise((resolve) => setTimeout(resolve, 50))
  const then = read
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(read).toBe(then)
})

// Where LibreOffice is not installed only our own reading above has been tried.
test.runIf(office !== null)('LibreOffice reads text, Beijing time, shares and a chart', async () => {
  const charts = [
    {
      title: '按期处置率',
      kind: 'line' as const,
      names: 0,
      rows: 2,
      percent: true,
      series: [{ column: 2, title: '率', colour: '#1D4E89' }],
    },
  ]
  const bytes = await bytesOf([
    sheet(
      [
        ['=1+1', AT, 0.875],
        ['HS-2', null, 1],
      ],
      { charts },
    ),
  ])
  const csv = (await convert(bytes, 'xlsx', 'csv:Text - txt - csv (StarCalc):44,34,76')).toString()
  expect(csv).toContain('2026-11-22 15:04')
  expect(csv).toContain("'=1+1")
  expect(csv).toContain('87.5%')
  expect(csv).toMatch(/件数,2\b/)
})
