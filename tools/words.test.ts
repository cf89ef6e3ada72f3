import { expect, test } from 'vitest'
import { findWords } from './words.ts'

const rules = (path: string, text: string) => findWords(path, text).map(({ rule }) => rule)

test('unfinished work is found with its line', () => {
  expect(findWords('apps/server/src/app.ts', 'const a = 1\n// TODO later\n')).toEqual([
    { path: 'apps/server/src/app.ts', line: 2, rule: 'unfinished work', text: '// TODO later' },
  ])
})

test('a path of one machine is found, a path of an address is not', () => {
  expect(rules('docs/a.md', 'see /work/shared/x')).toEqual(['path of one machine'])
  expect(rules('apps/server/src/a.ts', "get('https://example.org/home/page')")).toEqual([])
  expect(rules('apps/server/src/a.ts', "import './features/home/a.ts'")).toEqual([])
})

test('a lock file names no registry', () => {
  expect(rules('package-lock.json', '"resolved": "https://example.org/a.tgz",')).toHaveLength(1)
  expect(rules('package-lock.json', '"version": "1.0.0",')).toEqual([])
})

test('Chinese stands in catalogues, core, the district pack and comments, not in screens', () => {
  const line = '<Button>上报</Button>'
  expect(rules('apps/portal/src/start.tsx', line)).toHaveLength(1)
  expect(rules('packages/ui/src/map/legend.tsx', line)).toHaveLength(1)
  expect(rules('apps/portal/src/start.tsx', '/** 上报 page */')).toEqual([])
  expect(rules('apps/portal/src/start.tsx', 'const a = 1 // 上报')).toEqual([])
  expect(rules('packages/ui/src/i18n/zh/portal.ts', line)).toEqual([])
  expect(rules('packages/core/src/cases/refusals.ts', line)).toEqual([])
  expect(rules('districts/hongshan/names.ts', line)).toEqual([])
  expect(rules('apps/portal/src/start.test.tsx', line)).toEqual([])
})

test('core reads no clock', () => {
  expect(rules('packages/core/src/a.ts', 'const now = new Date()')).toEqual(['time is an argument in core'])
  expect(rules('packages/core/src/a.ts', 'new Date(at).getTime()')).toEqual([])
})

test('a file of 300 lines passes, one of 301 does not', () => {
  expect(rules('apps/server/src/a.ts', 'x\n'.repeat(300))).toEqual([])
  expect(rules('apps/server/src/a.ts', 'x\n'.repeat(301))).toEqual(['more than 300 lines'])
})

test('a test that is switched off is found', () => {
  expect(rules('packages/core/src/a.test.ts', "test.skip('x', f)")).toHaveLength(1)
})
