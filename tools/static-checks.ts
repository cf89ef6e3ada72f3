import { globSync } from 'node:fs'
import { ROOT, type Step } from './steps.ts'

/** Every TypeScript project: one a workspace, one for journeys and the tests of browsers, one for tools and the tests of core. */
const projects = (): readonly string[] => [
  ...globSync('{packages,apps}/*/tsconfig.json', { cwd: ROOT }).sort(),
  'e2e/tsconfig.json',
  'tsconfig.json',
]

/** The compiler in machine code checks in a little more than half of the processor time of the one in JavaScript. */
const TSC = 'node_modules/@typescript/native/bin/tsc'

const typeCheck = (project: string): Step => {
  const name = project.replace(/\/?tsconfig\.json$/, '') || 'tools'
  const cache = `node_modules/.cache/tsc/${name.replaceAll('/', '-')}.tsbuildinfo`
  return {
    name: `types: ${name}`,
    command: ['node', TSC, '-p', project, '--noEmit', '--tsBuildInfoFile', cache],
  }
}

/** What can be said about the code without running it, the slow ones first so that two cores end together. */
export const staticChecks = (): readonly Step[] => [
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'format', command: ['oxfmt', '--check'] },
  ...projects().map(typeCheck),
  { name: 'dead code', command: ['knip', '--cache', '--no-progress'] },
  {
    name: 'import rules',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'packages', 'apps', 'tools', 'e2e'],
  },
  { name: 'words', command: ['node', 'tools/check-words.ts'] },
  { name: 'generated documents', command: ['node', 'tools/print.ts', '--check'] },
]
