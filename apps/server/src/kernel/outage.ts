const stateOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

/** Unique violation, serialisation failure, deadlock: somebody else was faster, a second try may decide otherwise. */
export const isLostRace = (error: unknown): boolean => ['23505', '40001', '40P01'].includes(stateOf(error))

/** The statement took longer than it was given. */
export const isTooSlow = (error: unknown): boolean => stateOf(error) === '57014'

/** The connection broke or could not be had: nobody knows what was committed, so nothing is tried again here. */
export const isOutage = (error: unknown): boolean =>
  /^(08|57P|53)|^E[A-Z]+$/.test(stateOf(error)) ||
  (error instanceof Error &&
    /Connection terminated|not queryable|timeout exceeded when trying to connect/.test(error.message))
