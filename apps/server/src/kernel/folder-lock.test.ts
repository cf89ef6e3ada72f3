import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderLocked, lockFolder } from './folder-lock.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gezhi-lock-'))
  file = join(folder, 'database.in-use')
})
afterEach(() => rm(folder, { recursive: true }))

const MODULE = JSON.stringify(new URL('./folder-lock.ts', import.meta.url).href)

/** A process that tries to take the lock, says whether it has it, and keeps it until it is killed. */
function taker() {
  const program = `
    const { lockFolder } = await import(${MODULE})
    try { lockFolder(${JSON.stringify(file)}); console.log('has it') } catch (e) { console.log(e.constructor.name) }
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = once(child.stdout, 'data').then(([text]) => String(text).trim())
  return { child, said }
}

test('a folder that is open cannot be opened again, until it is let go', () => {
  const lock = lockFolder(file)
  expect(() => lockFolder(file)).toThrow(FolderLocked)
  lock.release()
  lockFolder(file).release()
})

test('of many processes that want it at once one gets it; when that one is killed, it is free again', async () => {
  const takers = Array.from({ length: 4 }, taker)
  try {
    const said = await Promise.all(takers.map((each) => each.said))
    expect(said.toSorted()).toEqual(['FolderLocked', 'FolderLocked', 'FolderLocked', 'has it'])
    expect(() => lockFolder(file)).toThrow(FolderLocked)
    const holder = takers[said.indexOf('has it')]?.child
    holder?.kill('SIGKILL')
    if (holder) await once(holder, 'exit')
    lockFolder(file).release()
  } finally {
    for (const { child } of takers) child.kill('SIGKILL')
  }
})
