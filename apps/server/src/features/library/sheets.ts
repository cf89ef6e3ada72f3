// Registers as tables of a workbook: template, export, marked copy.
import type { Field } from '@gezhi/core/library/field'
import { faultText } from '@gezhi/core/library/fault-text'
import { columnsOf, titleOf } from '@gezhi/core/library/read-row'
import { writeField } from '@gezhi/core/library/read-field'
import { REGISTERS, type RegisterName } from '@gezhi/core/library/registers'
import type { CellValue } from '../../office/sheet-xml.ts'
import { ROWS, type Column, type Sheet } from '../../office/workbook.ts'
import type { StoredImport } from './import.shelf.ts'
import type { Tried } from './importer.ts'
import type { RecordRow } from './record.store.ts'
import { heldBy } from './record.view.ts'

export type Language = 'zh' | 'en'
const inWords = (language: Language, zh: string, en: string) => (language === 'zh' ? zh : en)

function choicesOf(field: Field | undefined, language: Language): readonly string[] | undefined {
  if (field?.kind === 'flag') return [inWords(language, '是', 'yes'), inWords(language, '否', 'no')]
  if (field?.kind !== 'choice') return undefined
  return Object.values(field.choices).map(([zh, en]) => inWords(language, zh, en))
}

const columnsFor = (register: RegisterName, language: Language): Column[] =>
  columnsOf(register).map((name) => {
    const choices = choicesOf(REGISTERS[register].fields[name], language)
    return {
      title: titleOf(register, name)[language],
      width: name === 'name' || name === 'address' || name === 'code' ? 26 : 14,
      kind: 'text',
      ...(choices ? { choices } : {}),
    }
  })

/** An empty sheet to fill in. Every cell is text: codes keep their zeros. */
export function templateSheet(register: RegisterName, language: Language): Sheet {
  const { [language]: name, codeForm } = REGISTERS[register]
  return {
    name,
    title: inWords(language, `${name}导入模板`, `Template: ${name}`),
    about: [
      [inWords(language, '编码', 'Code'), codeForm[language]],
      [
        inWords(language, '说明', 'Note'),
        inWords(
          language,
          '从表头下一行开始填写；不含个人信息。',
          'Fill in below the titles; no personal data.',
        ),
      ],
    ],
    columns: columnsFor(register, language),
    rows: [],
  }
}

/** A record as the cells that an import reads back. */
export function exportCells(row: RecordRow, language: Language): readonly CellValue[] {
  const common: Readonly<Record<string, string>> = {
    code: row.code,
    name: row.name,
    address: row.address,
    community: row.community ?? '',
    lon: row.lon === null ? '' : row.lon.toFixed(6),
    lat: row.lat === null ? '' : row.lat.toFixed(6),
  }
  return columnsOf(row.register).map((column) => {
    const field = REGISTERS[row.register].fields[column]
    if (!field) return common[column] ?? ''
    const { value } = heldBy(row, column)
    if (field.kind === 'number') return value === null ? '' : String(value)
    return writeField(field, value, language)
  })
}

export function exportSheet(
  register: RegisterName,
  language: Language,
  rows: AsyncIterable<RecordRow>,
): Sheet {
  const { [language]: name } = REGISTERS[register]
  async function* cells() {
    for await (const row of rows) yield exportCells(row, language)
  }
  return {
    name,
    title: name,
    about: [[inWords(language, '记录数', 'Records'), ROWS]],
    columns: columnsFor(register, language),
    rows: cells(),
  }
}

/** The file row by row, with what is wrong in front: put right and sent again, the first column is not read. */
export function markedSheet(stored: StoredImport, language: Language, tried: AsyncIterable<Tried>): Sheet {
  const { register, head, name } = stored
  async function* cells() {
    for await (const { source, faults } of tried)
      yield [
        faults.map((fault) => faultText(register, fault, language)).join(inWords(language, '；', '; ')),
        ...head.titles.map((_, index) => source.cells[index] ?? ''),
      ]
  }
  return {
    name: REGISTERS[register][language],
    title: name,
    about: [[inWords(language, '行数', 'Rows'), ROWS]],
    columns: [
      { title: inWords(language, '导入问题', 'What is wrong'), width: 44, kind: 'text' },
      ...head.titles.map((title): Column => ({ title, width: 18, kind: 'text' })),
    ],
    rows: cells(),
  }
}
