import type { Step } from './steps.ts'

/** What can be said about the code without running it, the slow ones first so that two cores end together. */
export const staticChecks = (): readonly Step[] => [
  // One reading of all types for the rules that need them and for the compiler's own errors: 50 s of two cores instead
  // of 95 with the compiler beside it. A file belongs to the nearest tsconfig.json above it that includes it.
  { name: 'lint and types', command: ['oxlint', '--type-aware', '--type-check', '--deny-warnings'] },
  { name: 'format', command: ['oxfmt', '--check'] },
  { name: 'dead code', command: ['knip', '--cache', '--no-progress'] },
  {
    name: 'import rules',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'packages', 'apps', 'tools', 'e2e'],
  },
  { name: 'words', command: ['node', 'tools/check-words.ts'] },
  { name: 'generated documents', command: ['node', 'tools/print.ts', '--check'] },
]
