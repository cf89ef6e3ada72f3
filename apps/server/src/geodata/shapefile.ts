// Reads Shapefiles out of the archive in which their parts are sent; nothing is unpacked to the disk.
import { buffer } from 'node:stream/consumers'
import type { Entry, ZipFile } from 'yauzl'
import { openArchive, partsOf, streamOf, type Parts } from '../office/archive.ts'
import { BrokenFile } from './bytes.ts'
import { isUtf8, readDbf } from './dbf.ts'
import type { Layer, LayerRow, Layers } from './layer.ts'
import { referenceOf } from './reference.ts'
import { readShapes } from './shapes.ts'

/** A Shapefile is several files: without its table (.dbf) there is nothing to import. */
export class PartMissing extends Error {}

const SMALL = 64 * 1024

async function smallText(zip: ZipFile, entry: Entry | undefined): Promise<string | null> {
  if (!entry) return null
  if (entry.uncompressedSize > SMALL) throw new BrokenFile('a definition of more than 64 kB')
  return (await buffer(await streamOf(zip, entry))).toString('utf8').trim()
}

/** What .cpg says; without one, GIS programs in China wrote GB 18030 and new ones UTF-8: a table tells by its bytes. */
async function encodingOf(zip: ZipFile, table: Entry, said: string | null): Promise<string> {
  const known = said?.toLowerCase().replace(/^(cp|ansi |windows-)?936$/, 'gbk') ?? ''
  if (known !== '')
    try {
      return new TextDecoder(/^\d{3,5}$/.test(known) ? `windows-${known}` : known).encoding
    } catch {
      // A name that nobody knows says as much as none.
    }
  return (await isUtf8(await streamOf(zip, table))) ? 'utf-8' : 'gb18030'
}

/** Names in archives are UTF-8, or what a program in China wrote without saying so. */
function nameOf({ fileNameRaw }: Entry): string {
  let path
  try {
    path = new TextDecoder('utf-8', { fatal: true }).decode(fileNameRaw)
  } catch {
    path = new TextDecoder('gb18030').decode(fileNameRaw)
  }
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.shp$/i, '')
}

async function layerOf(zip: ZipFile, parts: Parts, shapes: Entry): Promise<Layer> {
  const stem = shapes.fileName.slice(0, -4).toLowerCase()
  const beside = new Map([...parts].map(([path, entry]) => [path.toLowerCase(), entry]))
  const table = beside.get(`${stem}.dbf`)
  if (!table) throw new PartMissing('.dbf')
  const definition = await smallText(zip, beside.get(`${stem}.prj`))
  const encoding = await encodingOf(zip, table, await smallText(zip, beside.get(`${stem}.cpg`)))
  const { titles, rows } = await readDbf(await streamOf(zip, table), encoding)
  await rows.return(null)
  return {
    name: nameOf(shapes),
    titles,
    reference: () => (definition ? referenceOf(definition) : null),
    async *rows(): AsyncGenerator<LayerRow> {
      const [{ rows: cells }, all] = [
        await readDbf(await streamOf(zip, table), encoding),
        readShapes(await streamOf(zip, shapes)),
      ]
      for await (const shape of all) {
        const row = await cells.next()
        if (row.done) throw new BrokenFile('more shapes than rows')
        if (row.value) yield { cells: row.value, shape }
      }
    },
  }
}

/** Throws `UnreadableArchive`, `BrokenFile`, `PartMissing`. Whoever opens closes. */
export async function openShapefile(file: string): Promise<Layers> {
  const zip = await openArchive(file)
  try {
    const parts = await partsOf(zip)
    const shapes = [...parts].flatMap(([path, entry]) =>
      // What macOS puts beside each file of an archive.
      /\.shp$/i.test(path) && !path.startsWith('__MACOSX/') ? [entry] : [],
    )
    const layers: Layer[] = []
    for (const each of shapes) layers.push(await layerOf(zip, parts, each))
    return { layers, close: () => zip.close() }
  } catch (cause) {
    zip.close()
    throw cause
  }
}
