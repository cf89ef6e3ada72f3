import pg from 'pg'

/** A statement is worth keeping once it came back; the rest of a list's filter combinations never do. */
const WORTH_IT = 3
/** Plans kept a connection: the product has about 150 statements, each plan takes some 20–100 kB of the backend. */
const MOST_KEPT = 400
/** Texts whose use is counted, so that ever new texts cannot fill the memory. */
const MOST_COUNTED = 4000

const counts = new Map<string, number>()
const names = new Map<string, string>()

/** A column that a later migration adds changes what `*` answers, and a kept plan would then be refused (0A000). */
const answersAllColumns = (text: string): boolean => /(^|[\s.,(])\*(\s|,|$)/.test(text)

/** Name under which the statement is kept, or undefined while it is not worth it. */
export function preparedName(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  const count = (counts.get(text) ?? 0) + 1
  if (count < WORTH_IT || names.size >= MOST_KEPT) {
    if (counts.has(text) || counts.size < MOST_COUNTED) counts.set(text, count)
    return undefined
  }
  if (answersAllColumns(text)) return undefined
  counts.delete(text)
  const name = `gezhi_${names.size + 1}`
  names.set(text, name)
  return name
}

/**
 * A connection that lets PostgreSQL parse and plan what it is asked again and again only once: on the embedded database
 * parsing and planning took more than half of a statement's time. Behind a pooler it needs one that knows prepared
 * statements (PgBouncer ≥ 1.21).
 */
export class PreparingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    // A connection that breaks between two statements of a transaction is reported by the next one; without a listener
    // the death of PostgreSQL ends this process too (the pool listens only while a connection is idle).
    this.on('error', () => {})
  }

  // Gate: `pg` declares a dozen overloads for what is one function; what is not a text with values passes unchanged.
  override query = ((first: unknown, values: unknown, ...rest: unknown[]) => {
    const ask = super.query.bind(this) as (...all: unknown[]) => unknown
    if (typeof first !== 'string' || !Array.isArray(values) || values.length === 0)
      return ask(first, values, ...rest)
    const name = preparedName(first)
    return name === undefined ? ask(first, values, ...rest) : ask({ text: first, name, values }, ...rest)
  }) as pg.Client['query']
}
