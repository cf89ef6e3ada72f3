// Rows of a Shapefile or GeoPackage: the layer that fits the register, its places in degrees.
import { geometryFault, turned } from '@gezhi/core/library/geojson'
import type { Geometry } from '@gezhi/core/library/load'
import type { LonLat } from '@gezhi/core/kernel/geo'
import { BrokenFile } from '../../geodata/bytes.ts'
import { openGeoPackage } from '../../geodata/geopackage.ts'
import type { Layer, Layers } from '../../geodata/layer.ts'
import { UnknownReference, type Reference } from '../../geodata/reference.ts'
import { openShapefile, PartMissing } from '../../geodata/shapefile.ts'
import type { Shape } from '../../geodata/shapes.ts'
import { UnreadableArchive } from '../../office/archive.ts'
import type { Head, TableRow } from './table-row.ts'
import { UnreadableFile } from './unreadable.ts'

type LayerFormat = 'SHAPEFILE' | 'GEOPACKAGE'

/** What reading throws, as what the person is told. */
function unreadable(cause: unknown): unknown {
  if (cause instanceof PartMissing)
    return new UnreadableFile(cause.message, { cause, refusal: { code: 'library/shape-parts' } })
  if (cause instanceof UnknownReference) {
    const { message, reference } = cause
    return new UnreadableFile(message, { cause, refusal: { code: 'library/reference', reference } })
  }
  if (cause instanceof BrokenFile || cause instanceof UnreadableArchive)
    return new UnreadableFile(cause.message, { cause })
  return cause
}

const openLayers = async (file: string, format: LayerFormat): Promise<Layers> =>
  format === 'SHAPEFILE' ? openShapefile(file) : openGeoPackage(file)

/** A hundredth of a second of arc is 30 cm: seven digits keep a centimetre, and no noise of turning. */
const fine = (degrees: number) => Math.round(degrees * 1e7) / 1e7

const turnedBy =
  ({ toLonLat }: Reference) =>
  (at: LonLat): LonLat => {
    const [lon, lat] = toLonLat(at)
    return [fine(lon), fine(lat)]
  }

/** Sound geometry in degrees, or what is wrong with it. */
function placeOf(shape: Shape | null, reference: Reference | null): Pick<TableRow, 'geometry' | 'fault'> {
  if (!shape) return { geometry: null }
  if (shape.coordinates === null) return { fault: 'geometry-type' }
  // Gate: looked at by `geometryFault` right below.
  const given = shape as Geometry
  const geometry = reference?.plane ? turned(given, turnedBy(reference)) : given
  const fault = geometryFault(geometry)
  return fault ? { fault } : { geometry }
}

/** All rows of a layer, its titles first. Throws `UnreadableFile`. */
export async function* layerRows(
  file: string,
  format: LayerFormat,
  name: string | null,
): AsyncGenerator<TableRow> {
  try {
    const { layers, close } = await openLayers(file, format)
    try {
      const layer = layers.find((each) => each.name === name)
      if (!layer) throw new BrokenFile('no layer')
      const reference = layer.reference()
      yield { number: 0, cells: layer.titles }
      let number = 0
      for await (const { cells, shape } of layer.rows())
        yield { number: ++number, cells, ...placeOf(shape, reference) }
    } finally {
      close()
    }
  } catch (cause) {
    throw unreadable(cause)
  }
}

/** The layer whose titles name most columns of the register; of equals the first. Throws `UnreadableFile`. */
export async function titlesOfLayer(
  file: string,
  format: LayerFormat,
  named: (title: string) => string | null,
): Promise<Head | null> {
  const fit = ({ titles }: Layer) => titles.filter((title) => named(title) !== null).length
  try {
    const { layers, close } = await openLayers(file, format)
    try {
      const [best] = layers.toSorted((one, other) => fit(other) - fit(one))
      if (!best) return null
      const reference = best.reference()
      return {
        titles: best.titles,
        row: 0,
        layer: best.name,
        reference: reference && { name: reference.name, datum: reference.datum, plane: reference.plane },
      }
    } finally {
      close()
    }
  } catch (cause) {
    throw unreadable(cause)
  }
}
