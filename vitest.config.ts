import { defineConfig } from 'vitest/config'

const SECOND = 1000

/** What a screen shows is asked for until it is so: a press returns before the screen has drawn what follows. */
const ASKED_AGAIN = { poll: { timeout: 10 * SECOND } }

/** Suites of the embedded database itself: with another database they would only do the same again, for three minutes. */
const EMBEDDED_ONLY = [
  'apps/server/src/features/replay/replay.test.ts',
  'apps/server/src/kernel/crash.test.ts',
  'apps/server/src/kernel/disk-full.test.ts',
  'apps/server/src/kernel/power.test.ts',
]

/**
 * One project a room of the house. `npx vitest run <path>` runs a single file, `--project <name>` a room.
 * Rules and the real database share the cores (the 10,000 walks of a case take one of them for half a minute); the browser
 * comes last.
 */
export default defineConfig({
  test: {
    reporters: ['default', './tools/plain-reporter.ts'],
    projects: [
      {
        test: {
          name: 'core',
          include: ['packages/core/src/**/*.test.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'client',
          include: [
            'packages/{client,ui}/src/**/*.test.{ts,tsx}',
            'apps/{console,field,portal}/src/**/*.test.{ts,tsx}',
          ],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'tools',
          include: ['tools/**/*.test.ts'],
          testTimeout: 60 * SECOND,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'server',
          include: ['apps/server/src/**/*.test.ts'],
          exclude: process.env['TEST_DATABASE_URL'] === undefined ? [] : EMBEDDED_ONLY,
          // Each worker may hold one embedded database of about 1.1 GB: two fill two cores and stay under 4 GB.
          pool: 'forks',
          maxWorkers: 2,
          // Files of one worker share its database, emptied between them: 0.2 s instead of 5 s to open one each.
          isolate: false,
          testTimeout: 60 * SECOND,
          hookTimeout: 120 * SECOND,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/*.test.ts'],
          globalSetup: ['e2e/support/set-up.ts'],
          // All share one product and one browser; a second file uses the time in which the first waits for a screen.
          pool: 'forks',
          maxWorkers: 2,
          expect: ASKED_AGAIN,
          testTimeout: 180 * SECOND,
          hookTimeout: 300 * SECOND,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e-time',
          include: ['e2e/time/*.test.ts'],
          globalSetup: ['e2e/support/set-up.ts'],
          // These move the clock of their product by days, which others must not meet, nor one another.
          pool: 'forks',
          maxWorkers: 1,
          expect: ASKED_AGAIN,
          testTimeout: 180 * SECOND,
          hookTimeout: 300 * SECOND,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
