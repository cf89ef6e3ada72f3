// Registers and imports as layers of a GeoPackage: what GIS programs open, with typed columns and shapes.
import { faultText } from '@gezhi/core/library/fault-text'
import type { Field } from '@gezhi/core/library/field'
import { turned } from '@gezhi/core/library/geojson'
import { columnsOf, titleOf } from '@gezhi/core/library/read-row'
import { REGISTERS, type RegisterName } from '@gezhi/core/library/registers'
import type { WrittenColumn, WrittenLayer, WrittenRow } from '../../geodata/write-geopackage.ts'
import type { Shaped } from './export.ts'
import type { StoredImport } from './import.shelf.ts'
import type { Tried } from './importer.ts'
import { heldBy } from './record.view.ts'
import { exportCells, type Language } from './sheets.ts'
import { toLibraryDatum } from './surroundings.ts'

function typeOf(field: Field | undefined): WrittenColumn['type'] {
  switch (field?.kind) {
    case 'whole':
      return 'INTEGER'
    case 'number':
      return 'REAL'
    case 'flag':
      return 'BOOLEAN'
    case 'day':
      return 'DATE'
    case 'text':
    case 'choice':
    case 'credit':
    case undefined:
      return 'TEXT'
  }
}

interface Exported {
  readonly language: Language
  readonly records: AsyncIterable<Shaped>
  /** Milliseconds. */
  readonly at: number
}

/** Records of a register; an import reads the layer back. */
export function exportLayer(register: RegisterName, { language, records, at }: Exported): WrittenLayer {
  const { fields, [language]: name } = REGISTERS[register]
  const names = columnsOf(register)
  async function* rows(): AsyncGenerator<WrittenRow> {
    for await (const record of records) {
      const texts = exportCells(record, language)
      const cells = names.map((column, index) => {
        const { value } = fields[column] ? heldBy(record, column) : { value: null }
        if (typeof value === 'number') return value
        if (typeof value === 'boolean') return value ? 1 : 0
        return String(texts[index] ?? '') || null
      })
      yield { cells, place: record.shape }
    }
  }
  const columns = names.map((column) => ({
    title: titleOf(register, column)[language],
    type: typeOf(fields[column]),
  }))
  return { name, columns, rows: rows(), at }
}

interface Marked {
  readonly language: Language
  readonly rows: AsyncIterable<Tried>
  readonly at: number
}

/** A file with shapes, with what is wrong in front; its places are on CGCS2000 already, whatever the file's datum was. */
export function markedLayer(
  { register, head, asked }: StoredImport,
  { language, rows: tried, at }: Marked,
): WrittenLayer {
  const toDatum = toLibraryDatum(asked?.datum ?? 'CGCS2000')
  async function* rows(): AsyncGenerator<WrittenRow> {
    for await (const { source, faults } of tried) {
      const wrong = faults.map((fault) => faultText(register, fault, language))
      const place = source.geometry ? turned(source.geometry, toDatum) : null
      const cells = head.titles.map((_, index) => source.cells[index] || null)
      yield { cells: [wrong.join(language === 'zh' ? '；' : '; ') || null, ...cells], place }
    }
  }
  const columns = [language === 'zh' ? '导入问题' : 'What is wrong', ...head.titles].map((title) => ({
    title,
    type: 'TEXT' as const,
  }))
  return { name: REGISTERS[register][language], columns, rows: rows(), at }
}
