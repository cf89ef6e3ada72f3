import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { UnreadableArchive } from './archive.ts'
import { readWorkbook, type WorkbookRow } from './read-workbook.ts'
import { writeWorkbook } from './workbook.ts'

async function read(from: Buffer): Promise<WorkbookRow[]> {
  const rows: WorkbookRow[] = []
  for await (const row of readWorkbook(from)) rows.push(row)
  return rows
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
/** A workbook as other programs write it. */
async function foreign(sheet: string, more: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  const zip = new ZipFile()
  const parts = {
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="http://x"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet ${MAIN}><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  }
  for (const [path, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), path)
  zip.end()
  return buffer(zip.outputStream)
}

it('reads back what the product writes', async () => {
  const file = writeWorkbook(
    [
      {
        name: '楼栋',
        title: '楼栋',
        about: [],
        columns: [
          { title: '名称', width: 20, kind: 'text' },
          { title: '层数', width: 8, kind: 'integer' },
        ],
        rows: [
          ['1号楼 <&>', 6],
          [null, 7],
        ],
      },
    ],
    { title: 't', creator: 'c', at: 0 },
  )
  const rows = await read(await buffer(file))
  expect(rows[0]?.cells[0]).toBe('楼栋')
  expect(rows.slice(-2).map(({ cells }) => [...cells])).toEqual([
    ['1号楼 <&>', '6'],
    ['', '7'],
  ])
})

it('reads shared and rich texts, gaps, truth values, days and long fractions', async () => {
  const file = await foreign(
    `<row r="3"><c r="B3" t="s"><v>0</v></c><c r="D3" s="1"><v>46349</v></c><c r="E3" t="b"><v>1</v></c>
     <c r="F3"><v>0.30000000000000004</v></c><c r="G3" t="inlineStr"><is><t>内联</t></is></c></row>`,
    {
      'xl/sharedStrings.xml': `<sst ${MAIN}><si><r><t>阳</t></r><r><t>光</t></r><rPh><t>yang</t></rPh></si></sst>`,
      'xl/styles.xml': `<styleSheet ${MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    },
  )
  expect(await read(file)).toEqual([
    { number: 3, cells: ['', '阳光', '', '2026-11-23', 'TRUE', '0.3', '内联'] },
  ])
})

it('refuses what is no workbook, and what wants to harm', async () => {
  const doctype = await foreign('', {
    'xl/worksheets/sheet1.xml': `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(100)}">]><a>&b;</a>`,
  })
  const broken = await foreign('<row><c></row>')
  for (const file of [Buffer.from('no archive'), Buffer.alloc(0), doctype, broken])
    await expect(read(file)).rejects.toThrow(UnreadableArchive)
})
