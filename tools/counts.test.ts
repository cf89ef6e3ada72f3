import { expect, test } from 'vitest'
import { add, countsLine, countsOf, noCounts } from './counts.ts'

test('a run ends with one line that names skipped tests only when there are some', () => {
  expect(countsLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  expect(countsLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
})

test('the last counts line of the output counts, whatever a test printed before', () => {
  expect(countsOf('9 passed, 9 failed\nnoise\n\n4 passed, 1 failed, 2 skipped\n', 1)).toEqual({
    passed: 4,
    failed: 1,
    skipped: 2,
  })
})

test('a run without a counts line has crashed and counts as one failure', () => {
  expect(countsOf('Segmentation fault', 139)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(countsOf('', 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('a failing exit code is a failure even when every counted test passed', () => {
  expect(countsOf('4 passed, 0 failed\n', 1)).toEqual({ passed: 4, failed: 1, skipped: 0 })
})

test('runs add up', () => {
  const sum = noCounts()
  add(sum, { passed: 2, failed: 1, skipped: 0 })
  add(sum, { passed: 1, failed: 0, skipped: 3 })
  expect(sum).toEqual({ passed: 3, failed: 1, skipped: 3 })
})
