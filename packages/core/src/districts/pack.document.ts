// Reading YAML documents of the pack: members by path, each fault with the line where it stands.
import type { PackErrorCode, Report, Values } from './pack.errors.ts'

/** A parsed document. `lines` knows the line of every path, e.g. `URGENT.intake.amount`. */
export interface RawDocument {
  readonly file: string
  readonly value: unknown
  readonly lines: Readonly<Record<string, number>>
}

type Members = Readonly<Record<string, unknown>>

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** One place in a document. A fault is reported and answered as undefined. */
export class Node {
  readonly #document: RawDocument
  readonly #report: Report
  readonly path: string
  readonly value: unknown

  constructor(document: RawDocument, report: Report, path: string, value: unknown) {
    this.#document = document
    this.#report = report
    this.path = path
    this.value = value
  }

  fault(code: PackErrorCode, values: Values = {}): undefined {
    const { file, lines } = this.#document
    const parent = this.path.replace(/\.?[^.]*$/, '')
    const row = lines[this.path] ?? lines[parent] ?? null
    this.#report({ file, row, column: this.path || null }, code, values)
    return undefined
  }

  /** Its members by name; others than these are faults. */
  members<const Names extends readonly string[]>(
    names: Names,
  ): Readonly<Record<Names[number], Node>> | undefined {
    const { value } = this
    if (!isMembers(value)) return this.fault('pack/bad-shape', { expected: names.join(', ') })
    for (const name of Object.keys(value))
      if (!names.includes(name)) this.#child(name, value[name]).fault('pack/column-unknown')
    // Gate: one node for each of the names.
    return Object.fromEntries(names.map((name) => [name, this.#child(name, value[name])])) as Record<
      Names[number],
      Node
    >
  }

  items(): readonly Node[] | undefined {
    return Array.isArray(this.value)
      ? this.value.map((value: unknown, index) => this.#child(String(index), value))
      : this.fault('pack/bad-shape', { expected: '[…]' })
  }

  /** The value as it was written, for patterns and messages; empty when there is none. */
  get written(): string {
    const { value } = this
    if (value === undefined || value === null) return ''
    return typeof value === 'string' ? value.trim() : JSON.stringify(value)
  }

  text(): string | undefined {
    const { value } = this
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : this.fault('pack/required')
  }

  number(least: number, most: number): number | undefined {
    const { value } = this
    if (value === undefined || value === null) return this.fault('pack/required')
    if (typeof value !== 'number') return this.fault('pack/not-a-number', { value: this.written })
    return value >= least && value <= most
      ? value
      : this.fault('pack/out-of-range', { value, range: `${least}…${most}` })
  }

  among<const V extends string>(allowed: readonly V[]): V | undefined {
    const { value } = this
    return (
      allowed.find((one) => one === value) ??
      this.fault('pack/not-allowed', { value: this.written, allowed: allowed.join(' ') })
    )
  }

  #child(name: string, value: unknown): Node {
    return new Node(this.#document, this.#report, this.path ? `${this.path}.${name}` : name, value)
  }
}

/** True when no member is missing: then the whole was read. */
export const isComplete = <T extends object>(value: {
  readonly [K in keyof T]: T[K] | undefined
}): value is T => Object.values(value).every((one) => one !== undefined)

export const rootOf = (document: RawDocument, report: Report): Node =>
  new Node(document, report, '', document.value)
