/** The base map: rivers and roads along the lines that divide the district. Geometry and road names are made up. */
import { pointAt, type Cut, type Mesh } from './mesh.ts'
import { along, distance, lengthOf, onLattice, type Point } from './plane.ts'
import { chanceOf, type Chance } from './random.ts'
import type { Place } from './exclusive.ts'
import type { Territory } from './territory.ts'

export interface Road {
  readonly name: string
  readonly kind: 'MAIN' | 'SECONDARY' | 'LANE' | 'BRIDGE'
  /** Width of the carriageway and its pavements in metres. */
  readonly width: number
  readonly line: readonly Point[]
}

export interface Water {
  readonly name: string
  readonly kind: 'RIVER' | 'LAKE'
  readonly ring: readonly Point[]
}

const WIDTH = { MAIN: 40, SECONDARY: 24, LANE: 12, BRIDGE: 24 } as const
const RIVER_WIDTH: ReadonlyMap<string, number> = new Map([
  ['英金河', 150],
  ['锡伯河', 70],
])

const FIRST = '松云明和安瑞新德文兴泰永清祥康宁锦华春朝富平盛景嘉'.split('')
const SECOND = '远泽辉顺和平丰达源阳翔溪岭园原林泉禾苑秀波岩光'.split('')

/** Names of two made-up syllables, none twice: 街 when the road runs east–west, 路 when north–south. */
function roadNamer(chance: Chance): (line: readonly Point[], main: boolean) => string {
  const names = chance.shuffled(
    FIRST.flatMap((first) => SECOND.filter((second) => second !== first).map((second) => first + second)),
  )
  return (line, main) => {
    const [a, b] = [line[0] ?? [0, 0], line.at(-1) ?? [0, 0]]
    const runsEast = Math.abs(b[0] - a[0]) > Math.abs(b[1] - a[1])
    return `${names.pop() ?? '无名'}${main ? '大' : ''}${runsEast ? '街' : main ? '道' : '路'}`
  }
}

const lineOf = (mesh: Mesh, cut: Cut) => cut.vertices.map((vertex) => pointAt(mesh, vertex))

/** Unit normals at the points of a line, to its left. */
function normals(line: readonly Point[]): Point[] {
  return line.map((point, index) => {
    const [a, b] = [line[index - 1] ?? point, line[index + 1] ?? point]
    const length = distance(a, b)
    return [-(b[1] - a[1]) / length, (b[0] - a[0]) / length]
  })
}

const shifted = (line: readonly Point[], by: (index: number) => number): Point[] => {
  const normal = normals(line)
  return line.map(([x, y], index) => {
    const [nx, ny] = normal[index] ?? [0, 0]
    return onLattice([x + nx * by(index), y + ny * by(index)])
  })
}

/** Points of a line at least `apart` metres from the one before: offsets of close points would fold. */
const thinned = (line: readonly Point[], apart: number): Point[] =>
  line.reduce<Point[]>((kept, point, index) => {
    const last = kept.at(-1)
    if (last && distance(last, point) < apart && index < line.length - 1) return kept
    return [...kept, point]
  }, [])

function river(name: string, line: readonly Point[], chance: Chance): Water {
  const middle = thinned(line, 160)
  const width = middle.map(() => ((RIVER_WIDTH.get(name) ?? 60) / 2) * chance.between(0.8, 1.2))
  const left = shifted(middle, (index) => width[index] ?? 30)
  const right = shifted(middle, (index) => -(width[index] ?? 30))
  return { name, kind: 'RIVER', ring: [...right, ...left.toReversed()] }
}

function lake({ ring, name, centre }: Place): Water {
  const shore = ring.flatMap((a, index) => {
    const b = ring[(index + 1) % ring.length] ?? a
    return [along(centre, along(a, b, 0.25), 0.45), along(centre, along(a, b, 0.75), 0.45)]
  })
  return { name: `${name.replace(/公园$/, '')}湖`, kind: 'LAKE', ring: shore.map(onLattice) }
}

export function waters({ mesh, rivers }: Territory, places: readonly Place[]): Water[] {
  const chance = chanceOf('water')
  const lakes = places.filter(({ kind }, index) => kind === 'PARK' && index % 2 === 0)
  return [...[...rivers].map(([name, cut]) => river(name, lineOf(mesh, cut), chance)), ...lakes.map(lake)]
}

/** Metres from the middle of a river to the road along its bank. */
const bankOf = (name: string) => (RIVER_WIDTH.get(name) ?? 60) * 0.6 + 30

/** Both banks of a river carry a road; bridges join them every 700 m or so within the town. */
function banks(name: string, line: readonly Point[], chance: Chance): Road[] {
  const middle = thinned(line, 160)
  const away = bankOf(name)
  const sides = [shifted(middle, () => away), shifted(middle, () => -away)]
  const names =
    Math.abs((middle.at(-1)?.[0] ?? 0) - (middle[0]?.[0] ?? 0)) > away * 20 ? ['北', '南'] : ['东', '西']
  const roads = sides.map((side, index): Road => ({
    name: `${name}${names[index] ?? ''}路`,
    kind: 'MAIN',
    width: WIDTH.MAIN,
    line: side,
  }))
  const bridges = middle.flatMap((point, index): Road[] => {
    const [a, b] = [sides[0]?.[index], sides[1]?.[index]]
    const wanted = Math.hypot(...point) < 7_000 && index % 4 === chance.whole(1, 2)
    return wanted && a && b ? [{ name: '', kind: 'BRIDGE', width: WIDTH.BRIDGE, line: [a, b] }] : []
  })
  return [...roads, ...bridges.map((bridge, index) => ({ ...bridge, name: `${name}${index + 1}号桥` }))]
}

/** A line without its last metres: a road that meets a river ends at the road along its bank. */
function shortened(line: readonly Point[], metres: number): readonly Point[] {
  const [last, before] = [line.at(-1), line.at(-2)]
  if (!last || !before || metres <= 0) return line
  const length = distance(last, before)
  return length > metres + 20
    ? [...line.slice(0, -1), onLattice(along(last, before, metres / length))]
    : shortened(line.slice(0, -1), metres - length)
}

/** Ends of cuts that lie on a river move back to its bank. */
function offRivers({ mesh, rivers }: Territory): (cut: Cut) => readonly Point[] {
  const setback = new Map(
    [...rivers].flatMap(([name, { vertices }]) => vertices.map((vertex) => [vertex, bankOf(name)] as const)),
  )
  return (cut) => {
    const [first, last] = [
      setback.get(cut.vertices[0] ?? -1) ?? 0,
      setback.get(cut.vertices.at(-1) ?? -1) ?? 0,
    ]
    const ended = shortened(lineOf(mesh, cut), last)
    return shortened(ended.toReversed(), first).toReversed()
  }
}

export function roads(territory: Territory): Road[] {
  const { mesh, rivers } = territory
  const chance = chanceOf('roads')
  const name = roadNamer(chance)
  const riverCuts = new Set(rivers.values())
  const lineOffRivers = offRivers(territory)
  const banksAndBridges = [...rivers].flatMap(([river, cut]) => banks(river, lineOf(mesh, cut), chance))
  const others = mesh.cuts
    .filter((cut) => !riverCuts.has(cut))
    .map((cut): Road => {
      const line = lineOffRivers(cut)
      const kind = cut.level === 0 ? 'MAIN' : cut.level === 1 ? 'SECONDARY' : 'LANE'
      const named = kind !== 'LANE' || lengthOf(line) > 400
      return { name: named ? name(line, kind === 'MAIN') : '', kind, width: WIDTH[kind], line }
    })
  return [...banksAndBridges, ...others]
}
