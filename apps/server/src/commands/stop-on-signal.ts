import type { App } from '../app.ts'

/** Beside the wait of the configuration: requests get 8 s, the rest is for what was taken. */
const PATIENCE_MS = 10_000

/**
 * SIGTERM and SIGINT end the program once, in order, with exit code 0 within `config.stopWaitMs` and ten seconds; asked
 * again it ends at once with 1.
 */
export function stopOnSignal({ deps, stop }: App): void {
  let asked = false
  const end = (signal: NodeJS.Signals) => {
    if (asked) process.exit(1)
    asked = true
    deps.log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), deps.config.stopWaitMs + PATIENCE_MS).unref()
    stop()
      .then(() => deps.database.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          deps.log.fatal({ err: error }, 'stopping failed')
          process.exit(1)
        },
      )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}
