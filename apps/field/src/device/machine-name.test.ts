import { expect, test } from 'vitest'
import { machineName } from './machine-name.ts'

const TAIL = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36'
const agents: readonly (readonly [string, string])[] = [
  [`Mozilla/5.0 (Linux; Android 13; HUAWEI MatePad 11) ${TAIL}`, 'HUAWEI MatePad 11 · Android 13'],
  [`Mozilla/5.0 (Linux; Android 12; M2012K11AC Build/SKQ1.211006.001) ${TAIL}`, 'M2012K11AC · Android 12'],
  [`Mozilla/5.0 (Linux; Android 10; K) ${TAIL}`, 'Android 10 · Chrome'],
  [`Mozilla/5.0 (Linux; Android 12; ALN-AL00) ${TAIL} HuaweiBrowser/15.0`, 'ALN-AL00 · Android 12'],
  [
    'Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) Version/17.4 Mobile/15E148 Safari/604.1',
    'iPad · iOS 17.4',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 16_1_2 like Mac OS X) Version/16 Safari/604.1', 'iPhone · iOS 16.1.2'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${TAIL} Edg/126.0`, 'Windows · Edge'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${TAIL}`, 'Linux · Chrome'],
  ['', 'browser'],
]

test.each(agents)('a device that says «%s» is called %s', (agent, name) => {
  expect(machineName(agent)).toBe(name)
})

test('a name never gets longer than the centre takes', () => {
  expect(machineName(`(Linux; Android 13; ${'很'.repeat(200)})`)).toHaveLength(60)
})
