/** A partition of the plane by shared vertices: cutting one face also puts the new vertex into its neighbour. */
import { distance, onLattice, type Point } from './plane.ts'

export interface Cut {
  /** 0 streets, 1 communities, 2 grids. */
  readonly level: number
  readonly vertices: number[]
}

export interface Mesh {
  readonly points: Point[]
  /** Counter-clockwise rings of vertex numbers. */
  readonly faces: Map<number, number[]>
  /** Directed edge `u>v` to the face on its left. */
  readonly left: Map<string, number>
  /** Undirected edge to the cut that drew it. */
  readonly cutOf: Map<string, Cut>
  readonly cuts: Cut[]
  nextFace: number
}

const directed = (u: number, v: number) => `${u}>${v}`
export const undirected = (u: number, v: number) => (u < v ? `${u}-${v}` : `${v}-${u}`)

export function addVertex(mesh: Mesh, point: Point): number {
  mesh.points.push(onLattice(point))
  return mesh.points.length - 1
}

export function pointAt(mesh: Mesh, vertex: number): Point {
  const point = mesh.points[vertex]
  if (!point) throw new Error(`no vertex ${vertex}`)
  return point
}

export function ringOf(mesh: Mesh, face: number): readonly number[] {
  const ring = mesh.faces.get(face)
  if (!ring) throw new Error(`no face ${face}`)
  return ring
}

export const outlineOf = (mesh: Mesh, face: number): Point[] =>
  ringOf(mesh, face).map((vertex) => pointAt(mesh, vertex))

function addFace(mesh: Mesh, ring: number[]): number {
  const face = mesh.nextFace++
  mesh.faces.set(face, ring)
  ring.forEach((u, index) => mesh.left.set(directed(u, ring[(index + 1) % ring.length] ?? u), face))
  return face
}

/** A mesh of one face. `outline` runs counter-clockwise. */
export function meshOf(outline: readonly Point[]): Mesh {
  const mesh: Mesh = {
    points: [],
    faces: new Map(),
    left: new Map(),
    cutOf: new Map(),
    cuts: [],
    nextFace: 0,
  }
  addFace(
    mesh,
    outline.map((point) => addVertex(mesh, point)),
  )
  return mesh
}

const insertAfter = (list: number[], before: number, vertex: number) =>
  list.splice(list.indexOf(before) + 1, 0, vertex)

/** Puts a vertex into edge u–v: into both faces and into the cut that runs along it. */
export function splitEdge(mesh: Mesh, u: number, v: number, vertex: number): void {
  for (const [from, to] of [
    [u, v],
    [v, u],
  ] as const) {
    const face = mesh.left.get(directed(from, to))
    if (face === undefined) continue
    insertAfter(mesh.faces.get(face) ?? [], from, vertex)
    mesh.left.delete(directed(from, to))
    mesh.left.set(directed(from, vertex), face)
    mesh.left.set(directed(vertex, to), face)
  }
  const cut = mesh.cutOf.get(undirected(u, v))
  if (!cut) return
  const first = cut.vertices.indexOf(u) < cut.vertices.indexOf(v) ? u : v
  insertAfter(cut.vertices, first, vertex)
  mesh.cutOf.delete(undirected(u, v))
  mesh.cutOf.set(undirected(u, vertex), cut)
  mesh.cutOf.set(undirected(vertex, v), cut)
}

/** Vertex at `share` of the edge; close to an end (under 18 m, or a fifth of the edge) it is that end. */
export function vertexOnEdge(
  mesh: Mesh,
  u: number,
  v: number,
  share: number,
): { share: number; vertex?: number } {
  const length = distance(pointAt(mesh, u), pointAt(mesh, v))
  const near = Math.min(18, length / 5) / length
  if (share < near) return { share: 0, vertex: u }
  if (share > 1 - near) return { share: 1, vertex: v }
  return { share }
}

/** Cuts a face along vertices whose ends lie on its ring. Answers the faces left and right of the cut. */
export function cutFace(mesh: Mesh, face: number, cut: Cut): readonly [left: number, right: number] {
  const ring = ringOf(mesh, face)
  const [first, last] = [cut.vertices.at(0) ?? -1, cut.vertices.at(-1) ?? -1]
  const start = ring.indexOf(last)
  const turned = [...ring.slice(start), ...ring.slice(0, start)]
  const end = turned.indexOf(first)
  if (start < 0 || end < 1) throw new Error('a cut must begin and end on the outline of its face')
  const inner = cut.vertices.slice(1, -1)
  const left = [...turned.slice(0, end + 1), ...inner]
  const right = [...turned.slice(end), last, ...inner.toReversed()]
  mesh.faces.delete(face)
  cut.vertices.forEach((u, index) => {
    const v = cut.vertices[index + 1]
    if (v !== undefined) mesh.cutOf.set(undirected(u, v), cut)
  })
  mesh.cuts.push(cut)
  return [addFace(mesh, left), addFace(mesh, right)]
}
