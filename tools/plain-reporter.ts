import type { Reporter, TestModule } from 'vitest/node'
import { countsLine, type Counts } from './counts.ts'

/** Ends a run with one plain line, `N passed, N failed`, which `npm test` adds up and people can read. */
export default class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts: Counts = { passed: 0, failed: unhandledErrors.length > 0 ? 1 : 0, skipped: 0 }
    for (const module of modules) {
      // A file that fails before its tests are known (a broken import, a failing hook) has errors of its own.
      if (module.errors().length > 0) counts.failed++
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') counts.passed++
        else if (state === 'failed') counts.failed++
        else counts.skipped++
      }
    }
    process.stdout.write(`\n${countsLine(counts)}\n`)
  }
}
