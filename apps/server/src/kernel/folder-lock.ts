/** One process at a time may open an embedded data folder: two would destroy it. */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

export interface FolderLock {
  readonly release: () => Promise<void>
}

/** Another living process has the folder open. */
export class FolderLocked extends Error {}

interface Holder {
  readonly pid: number
  readonly started: string
}

/** Start time in clock ticks since boot: tells a process from a later one with the same number. Linux only. */
async function startedAt(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold spaces; the 22nd field is the 20th after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

async function isAlive({ pid, started }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  // In a container every start has the same number; its start time tells this run from the one before.
  return started === (await startedAt(pid))
}

async function holderOf(file: string): Promise<Holder | null> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('started' in value)) return null
    return { pid: Number(value.pid), started: String(value.started) }
  } catch {
    return null
  }
}

async function create(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Takes the lock file or throws `FolderLocked`. The lock of a dead process is taken over. */
export async function lockFolder(file: string): Promise<FolderLock> {
  const text = JSON.stringify({ pid: process.pid, started: await startedAt(process.pid), at: Date.now() })
  if (!(await create(file, text))) {
    const holder = await holderOf(file)
    if (holder && (await isAlive(holder)))
      throw new FolderLocked(`The data folder is in use by process ${holder.pid} (${file})`)
    await rm(file, { force: true })
    if (!(await create(file, text)))
      throw new FolderLocked(`Another process is opening the data folder (${file})`)
  }
  // Two that found the same dead lock: the later one removed the lock of the earlier one. Only one text stays.
  await sleep(50)
  if ((await readFile(file, 'utf8')) !== text)
    throw new FolderLocked(`Another process is opening the data folder (${file})`)
  return { release: () => rm(file, { force: true }) }
}
