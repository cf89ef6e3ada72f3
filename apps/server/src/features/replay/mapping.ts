/** A mapping says how rows of a foreign system become reports here. Every error names file, line and field. */
import { DATUMS } from '@gezhi/core/cases/schemas'
import { SOURCE_KINDS } from '@gezhi/core/sources/source.api'
import { Type, type Static, type TSchema } from 'typebox'
import { Errors } from 'typebox/value'
import { LineCounter, isMap, isNode, isScalar, isSeq, parseDocument, type Document } from 'yaml'

const closed = { additionalProperties: false }
const opt = Type.Optional
const Name = Type.String({ minLength: 1 })
const oneOf = <const V extends readonly string[]>(values: V) =>
  Type.Unsafe<V[number]>({ type: 'string', enum: [...values] })
const LonLat = Type.Tuple([
  Type.Number({ minimum: -180, maximum: 180 }),
  Type.Number({ minimum: -90, maximum: 90 }),
])
const Item = Type.String({ pattern: '^W\\d{5}$' })
const Elsewhere = oneOf(['hash', 'refuse'] as const)

const Affine = Type.Object(
  {
    rule: Type.Literal('affine'),
    /** Point of the source that comes to lie on `to`, both in degrees. */
    from: LonLat,
    to: LonLat,
    /** Metres here for one metre there. */
    scale: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
    /** Degrees, counter-clockwise. */
    rotate: opt(Type.Number({ minimum: -360, maximum: 360 })),
    /** Points on which the source puts rows whose place it does not know. */
    unknown: opt(Type.Array(LonLat)),
    /** What becomes of these and of rows that come to lie outside the district. */
    elsewhere: Elsewhere,
  },
  closed,
)
const Given = Type.Object(
  {
    rule: Type.Literal('given'),
    datum: oneOf(DATUMS),
    unknown: opt(Type.Array(LonLat)),
    elsewhere: Elsewhere,
  },
  closed,
)
const Hashed = Type.Object({ rule: Type.Literal('hash') }, closed)

const MappingSchema = Type.Object(
  {
    source: Type.Object(
      {
        code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' }),
        name: Type.String({ minLength: 1, maxLength: 100 }),
        kind: oneOf(SOURCE_KINDS),
      },
      closed,
    ),
    format: Type.Object(
      { type: oneOf(['csv', 'jsonl'] as const), delimiter: opt(Type.String({ minLength: 1, maxLength: 1 })) },
      closed,
    ),
    fields: Type.Object(
      {
        id: Name,
        opened: Name,
        target: opt(Name),
        closed: opt(Name),
        title: Name,
        /** Columns that make the text, one line each. */
        text: Type.Array(Name, { minItems: 1 }),
        result: opt(Name),
        address: opt(Name),
        lon: opt(Name),
        lat: opt(Name),
        verdict: opt(Name),
      },
      closed,
    ),
    time: Type.Object(
      {
        formats: Type.Array(Name, { minItems: 1 }),
        zone: Name,
        /** Zone of the district, in which the hour of day is kept. */
        here: Name,
      },
      closed,
    ),
    verdict: opt(Type.Object({ onTime: Type.Array(Type.String()), late: Type.Array(Type.String()) }, closed)),
    category: Type.Object(
      {
        default: Item,
        /** Column → its value → item; columns are asked in the order written. */
        columns: opt(Type.Record(Type.String(), Type.Record(Type.String(), Item))),
        /** Asked next: the first line with a word that stands in the title. */
        words: opt(Type.Array(Type.Object({ item: Item, any: Type.Array(Name, { minItems: 1 }) }, closed))),
      },
      closed,
    ),
    place: Type.Unsafe<Static<typeof Affine> | Static<typeof Given> | Static<typeof Hashed>>({
      type: 'object',
      required: ['rule'],
      properties: { rule: { enum: ['affine', 'given', 'hash'] } },
    }),
    /** Why a report has no photo, and what stands where the source says nothing of the result. */
    noPhoto: Type.String({ minLength: 1, maxLength: 200 }),
    noResult: Type.String({ minLength: 1, maxLength: 200 }),
  },
  closed,
)
export type Mapping = Static<typeof MappingSchema>
export type PlaceRule = Mapping['place']

/** Sentences like `boston.yaml:12: fields.opened: must be string`, one a line. */
export class MappingError extends Error {}

type Path = readonly (string | number)[]
interface Finding {
  readonly path: Path
  readonly message: string
}

const PLACES = { affine: Affine, given: Given, hash: Hashed }

/** Own zones of this run-time; an unknown one throws, so asking is the test. */
function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

const pathOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

/** The validator reports an unknown member twice, and a missing one at its parent: each is said once, at its place. */
function schemaFindings(schema: TSchema, value: unknown, at: Path = []): Finding[] {
  return [...Errors(schema, value)].flatMap(({ keyword, instancePath, message, params }): Finding[] => {
    const path = [...at, ...pathOf(instancePath)]
    if (keyword === 'additionalProperties') return []
    if (keyword === 'boolean') return [{ path, message: 'is not a field of a mapping' }]
    const allowed = 'allowedValues' in params ? params.allowedValues : undefined
    return [{ path, message: Array.isArray(allowed) ? `must be one of ${allowed.join(', ')}` : message }]
  })
}

function meaningFindings({ fields, time, verdict, place }: Mapping): Finding[] {
  const findings: Finding[] = []
  for (const name of ['zone', 'here'] as const)
    if (!isZone(time[name]))
      findings.push({ path: ['time', name], message: `"${time[name]}" is not a time zone` })
  if (place.rule !== 'hash' && (fields.lon === undefined || fields.lat === undefined))
    findings.push({ path: ['fields'], message: `place.rule ${place.rule} needs fields.lon and fields.lat` })
  if ((verdict === undefined) !== (fields.verdict === undefined))
    findings.push({ path: ['fields'], message: 'verdict and fields.verdict go together' })
  return findings
}

function findingsOf(value: unknown): Finding[] {
  const findings = schemaFindings(MappingSchema, value)
  if (findings.length > 0) return findings
  // Gate: the schema has just accepted it; the rule decides which of the three shapes `place` has.
  const mapping = value as Mapping
  const inPlace = schemaFindings(PLACES[mapping.place.rule], mapping.place, ['place'])
  return inPlace.length > 0 ? inPlace : meaningFindings(mapping)
}

/** Line of the last name or element of the path that exists: a missing field is shown at the block that lacks it. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  let node: unknown = document.contents
  let at = 0
  for (const part of path) {
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
      : null
    const next = pair ? pair.key : isSeq(node) ? node.items[Number(part)] : null
    if (!isNode(next) || !next.range) break
    at = next.range[0]
    node = pair ? pair.value : next
  }
  return lines.linePos(at).line
}

/** A mapping, and how to speak of a place in it: for errors that only the server's catalogue reveals. */
export interface ReadMapping {
  readonly mapping: Mapping
  readonly errorAt: (path: Path, message: string) => string
}

/** Parses a mapping. Throws `MappingError` with every mistake: file, line, field. */
export function readMapping(text: string, file: string): ReadMapping {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const broken = document.errors.map(
    ({ pos, message }) => `${file}:${lines.linePos(pos[0]).line}: not YAML: ${message}`,
  )
  if (broken.length > 0) throw new MappingError(broken.join('\n'))
  const errorAt = (path: Path, message: string) =>
    `${file}:${lineOf(document, lines, path)}: ${path.join('.') || 'mapping'}: ${message}`
  const value: unknown = document.toJS()
  const findings = findingsOf(value)
  if (findings.length > 0)
    throw new MappingError(findings.map(({ path, message }) => errorAt(path, message)).join('\n'))
  // Gate: no findings means that it has the schema's shape.
  return { mapping: value as Mapping, errorAt }
}

/** Every item the mapping names, with the place where it is named. */
export function itemsOf({ category }: Mapping): { readonly path: Path; readonly item: string }[] {
  const columns = Object.entries(category.columns ?? {}).flatMap(([column, values]) =>
    Object.entries(values).map(([value, item]) => ({ path: ['category', 'columns', column, value], item })),
  )
  const words = (category.words ?? []).map(({ item }, index) => ({
    path: ['category', 'words', index, 'item'],
    item,
  }))
  return [{ path: ['category', 'default'], item: category.default }, ...columns, ...words]
}
