import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** The project's root: every tool runs there, wherever it was called from. */
export const ROOT = join(import.meta.dirname, '..')

/** One command of a run, e.g. `lint`. */
export interface Step {
  readonly name: string
  readonly command: readonly [program: string, ...args: string[]]
  readonly env?: Readonly<Record<string, string>>
}

export interface StepResult {
  readonly step: Step
  readonly exitCode: number
  readonly output: string
  readonly seconds: number
}

/** Programs come from the project's own `node_modules/.bin`, so that Node is the packaged 24 wherever npm ran. */
const environment = (step: Step): NodeJS.ProcessEnv => ({
  ...process.env,
  FORCE_COLOR: '0',
  NO_COLOR: '1',
  // Suites start the program some forty times; what one start has compiled serves the others.
  NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'node'),
  ...step.env,
  PATH: [join(ROOT, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
})

/** Runs one step to its end; a program that cannot be started or dies by a signal has exit code 1 or 128. */
export function runStep(step: Step, onOutput?: (text: string) => void): Promise<StepResult> {
  const started = performance.now()
  const [program, ...args] = step.command
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: environment(step),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const take = (chunk: Buffer) => {
      const text = chunk.toString()
      output += text
      onOutput?.(text)
    }
    const end = (exitCode: number) =>
      resolve({ step, exitCode, output, seconds: (performance.now() - started) / 1000 })
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', (error) => {
      take(Buffer.from(`${error.message}\n`))
      end(1)
    })
    child.on('close', (code) => end(code ?? 128))
  })
}

/** Runs independent steps, `width` at a time, and prints each as it ends: one line when well, all its output when not. */
export async function runSteps(steps: readonly Step[], width: number): Promise<readonly StepResult[]> {
  const results: StepResult[] = []
  const waiting = [...steps]
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const result = await runStep(step)
      results.push(result)
      report(result)
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}

function report({ step, exitCode, output, seconds }: StepResult): void {
  const verdict = exitCode === 0 ? 'ok    ' : 'FAILED'
  process.stdout.write(`${verdict} ${step.name} (${seconds.toFixed(1)} s)\n`)
  if (exitCode !== 0) process.stdout.write(`${output.trimEnd()}\n\n`)
}
