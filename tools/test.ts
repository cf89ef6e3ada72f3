import { add, countsLine, countsOf, noCounts, type Counts } from './counts.ts'
import { staticChecks } from './static-checks.ts'
import { runStep, runSteps, type Step } from './steps.ts'

/**
 * `npm test`: the static checks, then every test, journeys last. Each check counts as one test,
 * and the last line is the sum of all.
 */
const suites: readonly Step[] = [
  {
    name: 'tests',
    command: [
      'vitest',
      'run',
      '--project',
      'core',
      '--project',
      'client',
      '--project',
      'tools',
      '--project',
      'server',
    ],
  },
  { name: 'journeys', command: ['vitest', 'run', '--project', 'e2e', '--project', 'e2e-time'] },
]

const sum: Counts = noCounts()
for (const { exitCode } of await runSteps(staticChecks(), 2)) {
  add(sum, { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 })
}
for (const suite of suites) {
  process.stdout.write(`\n${suite.name}\n`)
  const { output, exitCode } = await runStep(suite, (text) => process.stdout.write(text))
  add(sum, countsOf(output, exitCode))
}
process.stdout.write(`\n${countsLine(sum)}\n`)
process.exitCode = sum.failed > 0 ? 1 : 0
