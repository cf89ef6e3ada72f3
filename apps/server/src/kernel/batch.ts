/**
 * Statements that PostgreSQL is sent, and answers, in one go. `pg` ends each statement with a Sync of its own, to which
 * PostgreSQL answers with a write of its own: a flush of fourteen statements woke this process fourteen times.
 */
import pg from 'pg'
import { preparedName } from './prepared.ts'

/** One statement, and who waits for what it answers. */
export interface Asked {
  readonly text: string
  readonly values: readonly unknown[]
  readonly resolve: (result: pg.QueryResult) => void
  readonly reject: (error: Error) => void
}

/** The parts of a connection of `pg` that are used here. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  readonly submittedNamedStatements: Record<string, string>
  readonly parsedStatements: Record<string, string>
  sync(): void
}

/** What `pg` does with a query, beyond its published types. */
interface Part {
  readonly name: string | undefined
  readonly text: string
  submit(connection: Wire): Error | null
  handleRowDescription(message: unknown): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, connection: Wire): void
  handleReadyForQuery(connection: Wire): void
  handleError(error: Error, connection: Wire): void
}

function partOf({ text, values, resolve, reject }: Asked, types: pg.CustomTypesConfig): Part {
  const config = { text, values: [...values], name: preparedName(text), types, queryMode: 'extended' }
  const query = new pg.Query(config, (error: Error | undefined, result: unknown) =>
    // Gate: one statement without `rows` has one result.
    error ? reject(error) : resolve(result as pg.QueryResult),
  )
  // Gate: the methods by which a client hands over answers are not in the published types.
  return query as unknown as Part
}

/**
 * A query of `pg` that is several. Fails from the first statement on that failed: those before it are answered, those behind it
 * were not run.
 */
export class Batch extends pg.Query {
  #parts: readonly Part[]
  /** What kept the part that is being written from being sent. */
  #mistake: Error | null = null
  readonly #settled = Promise.withResolvers<void>()
  /** How many of the parts are answered; the next one is being answered. */
  #answered = 0

  /** `types`: how values are read; a client knows. */
  constructor(asked: readonly Asked[], types: pg.CustomTypesConfig) {
    super({ text: '' })
    this.#parts = asked.map(({ reject, ...each }) => {
      const refused = (error: Error) => {
        this.#mistake = error
        reject(error)
      }
      return partOf({ ...each, reject: refused }, types)
    })
  }

  /** When everything is answered or has failed. */
  get settled(): Promise<void> {
    return this.#settled.promise
  }

  // A client keeps the name and text of what was parsed last as those of a prepared statement.
  get name(): string | undefined {
    return this.#current?.name
  }
  set name(_: unknown) {}

  get text(): string | undefined {
    return this.#current?.text
  }
  set text(_: unknown) {}

  get #current(): Part | undefined {
    return this.#parts[this.#answered]
  }

  override submit = (connection: unknown): Error | null => {
    // Gate: `pg` hands over its own connection.
    const wire = connection as Wire
    const silent = Object.create(wire, { sync: { value: () => undefined } }) as Wire
    wire.stream.cork()
    try {
      for (const [index, part] of this.#parts.entries()) {
        const unsaid = part.submit(silent)
        if (unsaid) part.handleError(unsaid, wire)
        if (this.#mistake) {
          // `pg` closed it then.
          if (part.name !== undefined) {
            delete wire.submittedNamedStatements[part.name]
            delete wire.parsedStatements[part.name]
          }
          this.#refuse(this.#parts.slice(index + 1), this.#mistake, wire)
          this.#parts = this.#parts.slice(0, index)
          break
        }
      }
      wire.sync()
    } finally {
      wire.stream.uncork()
    }
    return null
  }

  handleRowDescription(message: unknown): void {
    this.#current?.handleRowDescription(message)
  }

  handleDataRow(message: unknown): void {
    this.#current?.handleDataRow(message)
  }

  handleCommandComplete(message: unknown, connection: Wire): void {
    this.#current?.handleCommandComplete(message, connection)
    this.#answered++
  }

  handleReadyForQuery(connection: Wire): void {
    this.#answer(connection)
    this.#settled.resolve()
  }

  handleError(error: Error, connection: Wire): void {
    this.#answer(connection)
    const [failed, ...left] = this.#parts.slice(this.#answered)
    failed?.handleError(error, connection)
    for (const { name } of left) if (name !== undefined) delete connection.submittedNamedStatements[name]
    this.#refuse(left, error, connection)
    this.#settled.resolve()
  }

  #refuse(parts: readonly Part[], { message }: Error, connection: Wire): void {
    const notRun = new Error(`not run, because a statement before it failed: ${message}`)
    for (const part of parts) part.handleError(notRun, connection)
  }

  #answer(connection: Wire): void {
    for (const part of this.#parts.slice(0, this.#answered)) part.handleReadyForQuery(connection)
  }
}
