import { countsLine } from './counts.ts'
import { staticChecks } from './static-checks.ts'
import { runSteps } from './steps.ts'

/** `npm run check`: the static part of `npm test`. */
const results = await runSteps(staticChecks(), 2)
const failed = results.filter(({ exitCode }) => exitCode !== 0).length
process.stdout.write(`\n${countsLine({ passed: results.length - failed, failed, skipped: 0 })}\n`)
process.exitCode = failed > 0 ? 1 : 0
