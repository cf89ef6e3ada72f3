/** What the operator sees while the program gets ready: one line a step, with its time. */
export interface Progress {
  /** Runs a step; `done` turns its result into what the line says at the end. */
  readonly step: <T>(name: string, work: () => Promise<T>, done?: (result: T) => string) => Promise<T>
  readonly line: (text: string) => void
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

export function createProgress(
  write: (text: string) => void = (text) => void process.stdout.write(text),
): Progress {
  const line = (text: string) => write(`${text}\n`)
  return {
    line,
    async step(name, work, done) {
      line(`  · ${name} …`)
      const since = performance.now()
      const result = await work()
      const said = done?.(result)
      line(`  ✓ ${name}${said ? `: ${said}` : ''} (${seconds(since)})`)
      return result
    },
  }
}
