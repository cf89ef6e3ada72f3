// In which coordinates a file gives its places, and how they become longitude and latitude on CGCS2000 or WGS-84.
import type { LonLat } from '@gezhi/core/kernel/geo'
import proj4 from 'proj4'

/** What a file says of its coordinates. */
export interface Reference {
  /** As the file names it, such as CGCS2000_3_Degree_GK_CM_120E. */
  readonly name: string
  readonly datum: 'CGCS2000' | 'WGS84'
  /** Plane coordinates are turned; degrees stay as they are, so that one who knows better may name the datum. */
  readonly plane: boolean
  readonly toLonLat: (at: LonLat) => LonLat
}

/** A file in coordinates that cannot be turned reliably: `name` is what it calls them. */
export class UnknownReference extends Error {
  readonly reference: string

  constructor(reference: string, cause?: unknown) {
    super(`coordinates in ${reference}`, { cause })
    this.reference = reference
  }
}

const DATUMS: readonly (readonly [RegExp, Reference['datum']])[] = [
  [/^(d_?)?(china_?2000|cgcs_?2000|china_geodetic_coordinate_system_2000)$/i, 'CGCS2000'],
  [/^(d_?)?(wgs_?(19)?84|world_geodetic_system_1984(_ensemble)?)$/i, 'WGS84'],
]

/** Both are taken as one ellipsoid at rest: they differ by less than any receiver can tell (domain specification §6.3). */
const LONLAT = '+proj=longlat +ellps=GRS80 +no_defs'

/**
 * Reads a definition in well-known text, as .prj files and GeoPackages have it. Only what rests on CGCS2000 or WGS-84 is
 * taken: the shifts from Beijing 1954, Xian 1980 and local systems are not public. Throws `UnknownReference`.
 */
export function referenceOf(text: string): Reference {
  const name = /^\s*\w+\s*\[\s*"([^"]{1,120})/.exec(text)?.[1] ?? text.trim().slice(0, 60)
  const said = /(?:\bDATUM|\bENSEMBLE)\s*\[\s*"([^"]+)"/i.exec(text)?.[1] ?? ''
  const datum = DATUMS.find(([known]) => known.test(said.trim().replaceAll(' ', '_')))?.[1]
  if (!datum) throw new UnknownReference(name || 'unknown')
  if (/^\s*GEOG/i.test(text)) return { name, datum, plane: false, toLonLat: (at) => at }
  try {
    const turn = proj4(text, LONLAT)
    return {
      name,
      datum,
      plane: true,
      toLonLat: ([x, y]) => {
        const [lon = NaN, lat = NaN] = turn.forward([x, y])
        return [lon, lat]
      },
    }
  } catch (cause) {
    throw new UnknownReference(name, cause)
  }
}
