/** Cuts an area in two by its homes, so that each part holds the wanted share of households and looks like a place. */
import { addVertex, cutFace, outlineOf, pointAt, ringOf, splitEdge, vertexOnEdge, type Mesh } from './mesh.ts'
import {
  along,
  areaOf,
  axisOf,
  compactness,
  contains,
  distance,
  distanceToRing,
  segmentsMeet,
  type Point,
} from './plane.ts'
import type { Chance } from './random.ts'

export interface Area {
  readonly face: number
  readonly homes: readonly Point[]
}

interface Line {
  readonly through: Point
  /** Unit vector along the line; homes of the first part lie to its left. */
  readonly direction: Point
}

export interface CutPlan {
  /** Share of homes of the first part. */
  readonly share: number
  readonly level: number
  /** Compass direction (radians, 0 east) in which the first part lies; undefined: where homes are denser. */
  readonly towards?: number | undefined
  /** Height of the bends as a share of the length. */
  readonly bend?: number
}

const offsetFrom = (line: Line, [x, y]: Point) =>
  line.direction[0] * (y - line.through[1]) - line.direction[1] * (x - line.through[0])

/** The line with `share` of the homes to its left. */
function lineAt(homes: readonly Point[], angle: number, share: number): Line {
  const direction: Point = [Math.cos(angle), Math.sin(angle)]
  const through: Point = [0, 0]
  const offsets = Float64Array.from(homes, (home) => offsetFrom({ through, direction }, home)).sort()
  const at = Math.min(offsets.length - 1, Math.max(1, Math.round(offsets.length * (1 - share))))
  const offset = ((offsets[at - 1] ?? 0) + (offsets[at] ?? 0)) / 2
  return { through: [-direction[1] * offset, direction[0] * offset], direction }
}

interface Crossing {
  readonly index: number
  readonly share: number
}

/** Edges of the ring that the line crosses; a usable line crosses exactly two. */
function crossingsOf(ring: readonly Point[], line: Line): readonly Crossing[] {
  const offsets = ring.map((point) => offsetFrom(line, point) || 1e-9)
  return offsets.flatMap((offset, index) => {
    const next = offsets[(index + 1) % ring.length] ?? offset
    return offset > 0 === next > 0 ? [] : [{ index, share: offset / (offset - next) }]
  })
}

/** The two rings that a straight cut would make. */
function preview(ring: readonly Point[], [a, b]: readonly Crossing[]): readonly [Point[], Point[]] | null {
  if (!a || !b) return null
  const corner = ({ index, share }: Crossing) =>
    along(ring[index] ?? [0, 0], ring[(index + 1) % ring.length] ?? [0, 0], share)
  const [p, q] = [corner(a), corner(b)]
  return [
    [p, ...ring.slice(a.index + 1, b.index + 1), q],
    [q, ...ring.slice(b.index + 1), ...ring.slice(0, a.index + 1), p],
  ]
}

interface Candidate {
  readonly line: Line
  readonly quality: number
}

/** Every so-many-th home: 1,200 place a line within half a per cent of the share, and sorting 41,700 costs seconds. */
function sample(homes: readonly Point[]): readonly Point[] {
  const step = Math.ceil(homes.length / 1_200)
  return step === 1 ? homes : homes.filter((_, index) => index % step === 0)
}

function candidates(ring: readonly Point[], all: readonly Point[], plan: CutPlan): Candidate[] {
  const homes = sample(all)
  const across = axisOf(ring) + Math.PI / 2
  const dense = axisOf(homes) + Math.PI / 2
  const angles =
    plan.towards === undefined
      ? [0, 1, 2, 3, 4, 5].flatMap((step) => [across + step * 0.26, across - step * 0.26, dense + step * 0.2])
      : [0, 0.1, -0.1, 0.2, -0.2, 0.35, -0.35].map((turn) => (plan.towards ?? 0) - Math.PI / 2 + turn)
  const turns = plan.towards === undefined ? [0, Math.PI] : [0]
  return angles
    .flatMap((angle) => turns.map((turn) => lineAt(homes, angle + turn, plan.share)))
    .flatMap((line) => {
      const crossings = crossingsOf(ring, line)
      const parts = crossings.length === 2 ? preview(ring, crossings) : null
      if (!parts) return []
      const firstIsDenser = plan.towards !== undefined || isDenserLeft(parts, line, plan.share)
      const quality = Math.min(...parts.map(compactness)) - (firstIsDenser ? 0 : 0.3)
      return [{ line, quality }]
    })
    .sort((a, b) => b.quality - a.quality)
}

function isDenserLeft([a, b]: readonly [Point[], Point[]], line: Line, share: number): boolean {
  const aIsLeft = offsetFrom(line, a[Math.floor(a.length / 2)] ?? [0, 0]) > 0
  const [left, right] = aIsLeft ? [a, b] : [b, a]
  return share / Math.abs(areaOf(left)) >= (1 - share) / Math.abs(areaOf(right))
}

/** Inner points of a bent line between two points: two waves that vanish at both ends. */
function bends(a: Point, b: Point, bend: number, chance: Chance): Point[] {
  const length = distance(a, b)
  const count = Math.min(26, Math.max(1, Math.round(length / 190)))
  const normal: Point = [-(b[1] - a[1]) / length, (b[0] - a[0]) / length]
  const waves = [1, 2, 3].map((wave) => ({
    wave,
    height: (chance.between(-1, 1) * bend * length) / wave ** 1.3,
  }))
  return Array.from({ length: count }, (_, index) => {
    const share = (index + 1) / (count + 1)
    const lift = waves.reduce((sum, { wave, height }) => sum + height * Math.sin(Math.PI * wave * share), 0)
    const [x, y] = along(a, b, share)
    return [x + normal[0] * lift, y + normal[1] * lift] as Point
  })
}

/** True when the bent line stays inside the ring, clear of its sides and of itself. */
function staysInside(ring: readonly Point[], path: readonly Point[]): boolean {
  const inner = path.slice(1, -1)
  const room = Math.min(20, distance(path[0] ?? [0, 0], path.at(-1) ?? [0, 0]) / 12)
  if (!inner.every((point) => contains(ring, point) && distanceToRing(ring, point) > room)) return false
  return path.slice(0, -1).every((a, index) => {
    const b = path[index + 1] ?? a
    return ring.every((c, at) => {
      const d = ring[(at + 1) % ring.length] ?? c
      const atEnd = [c, d].some((end) => end === path[0] || end === path.at(-1))
      return atEnd || !segmentsMeet(a, b, c, d)
    })
  })
}

/** Bent path from vertex to vertex inside the face; straight when nothing else fits; null when even that does not. */
function pathInside(
  ring: readonly Point[],
  a: Point,
  b: Point,
  bend: number,
  chance: Chance,
): Point[] | null {
  for (const height of [bend, bend / 2, bend / 4, 0]) {
    const inner = bends(a, b, height, chance)
    if (staysInside(ring, [a, ...inner, b])) return inner
  }
  return null
}

function cutAlong(
  mesh: Mesh,
  area: Area,
  line: Line,
  plan: CutPlan,
  chance: Chance,
): readonly [number, number] | null {
  const ring = ringOf(mesh, area.face)
  const [one, two] = crossingsOf(outlineOf(mesh, area.face), line).map(({ index, share }) => {
    const [u, v] = [ring[index] ?? -1, ring[(index + 1) % ring.length] ?? -1]
    return { u, v, ...vertexOnEdge(mesh, u, v, share) }
  })
  if (!one || !two) return null
  const at = (end: typeof one) => along(pointAt(mesh, end.u), pointAt(mesh, end.v), end.share)
  const forward =
    (at(two)[0] - at(one)[0]) * line.direction[0] + (at(two)[1] - at(one)[1]) * line.direction[1] > 0
  const [from, to] = forward ? [one, two] : [two, one]
  if (distance(at(from), at(to)) < 40) return null
  const vertexOf = (end: typeof one) => {
    if (end.vertex !== undefined) return end.vertex
    const vertex = addVertex(mesh, at(end))
    splitEdge(mesh, end.u, end.v, vertex)
    return vertex
  }
  const [first, last] = [vertexOf(from), vertexOf(to)]
  const inner = pathInside(
    outlineOf(mesh, area.face),
    pointAt(mesh, first),
    pointAt(mesh, last),
    plan.bend ?? 0.04,
    chance,
  )
  if (!inner) return null
  const vertices = [first, ...inner.map((point) => addVertex(mesh, point)), last]
  return cutFace(mesh, area.face, { level: plan.level, vertices })
}

/** Cuts an area in two. The first part holds `share` of the homes. Throws when no line fits, which no seed has shown. */
export function divide(mesh: Mesh, area: Area, plan: CutPlan, chance: Chance): readonly [Area, Area] {
  const outline = outlineOf(mesh, area.face)
  for (const { line } of candidates(outline, area.homes, plan)) {
    const faces = cutAlong(mesh, area, line, plan, chance)
    if (!faces) continue
    const left = outlineOf(mesh, faces[0])
    const inLeft = area.homes.map((home) => contains(left, home))
    return [
      { face: faces[0], homes: area.homes.filter((_, index) => inLeft[index]) },
      { face: faces[1], homes: area.homes.filter((_, index) => !inLeft[index]) },
    ]
  }
  throw new Error(`no line divides face ${area.face}`)
}
