/** The log of a process: one JSON object a line, without what people wrote or who they are. */
import { pino, type DestinationStream, type Level, type Logger } from 'pino'

interface LoggedError {
  readonly type: string
  readonly message: string
  readonly stack?: string | undefined
  readonly [more: string]: unknown
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/**
 * An error by what leads to its place. A database error repeats values in `detail`, `where` and, for data that it could not
 * read (class 22), in its message: "Failing row contains (…)". Those stay out (R-P-31: who looks at personal data is logged,
 * a log line is looked at by anybody who runs the machine).
 */
export function errorForLog(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error' }
  const { code, table, constraint, severity } = error as Error & Readonly<Record<string, unknown>>
  const ofValues = severity !== undefined && text(code)?.startsWith('22') === true
  const message = ofValues ? 'the database could not read a value' : error.message
  return {
    type: error.name,
    message,
    stack: ofValues ? error.stack?.replace(/^[^]*?(?=\n +at )/, message) : error.stack,
    code: text(code),
    table: text(table),
    constraint: text(constraint),
    ...(error.cause === undefined ? {} : { cause: errorForLog(error.cause) }),
  }
}

export const openLog = (level: Level | 'silent', to?: DestinationStream): Logger =>
  pino({ level, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: errorForLog } }, to)
