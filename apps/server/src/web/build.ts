/** Builds the three web apps into the home folder when their sources have changed since the last time. */
import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { FolderLocked, lockFolder, type FolderLock } from '../kernel/folder-lock.ts'

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))
/** Everything that a screen is made of, beside the app itself. */
const SHARED = ['packages/core/src', 'packages/client/src', 'packages/ui/src']
const LOCK = 'package-lock.json'
const TURN_MS = 200
const SKIPPED = /^(node_modules|dist)$|\.test\.tsx?$|\.tsbuildinfo$/

export const WEB_APPS = [
  { name: 'console', base: '/console/' },
  { name: 'field', base: '/field/' },
  { name: 'portal', base: '/' },
] as const
export type WebApp = (typeof WEB_APPS)[number]

/** Where a built app lies. */
export const builtFolder = (home: string, name: string): string => join(home, 'web', name)

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !SKIPPED.test(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesIn(path) : [path]
    })

/**
 * One hash over the paths and bytes of all sources in these folders, and of the lock file. Read at once: asking for 900 small files one by one
 * through the event loop takes four times as long, and every start does it.
 */
function hashOf(folders: readonly string[]): string {
  const files = [...folders.flatMap((folder) => filesIn(join(ROOT, folder))), join(ROOT, LOCK)].sort()
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${relative(ROOT, file)}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

/** Vite takes 300 MB and a core for seconds: in a process of its own, which gives both back. */
function buildApart(folder: string, outDir: string): Promise<void> {
  const child = fork(fileURLToPath(new URL('./build.worker.ts', import.meta.url)), [folder, outDir], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Whatever the surroundings call themselves, a test too: people get screens as they are delivered.
    env: { ...process.env, NODE_ENV: 'production' },
  })
  let said = ''
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(stripVTControlCharacters(said).trim())),
    )
  })
}

/** Builds one app if need be; answers whether it did. A build that fails leaves the last good one in place. */
async function buildApp({ name }: WebApp, home: string, shared: string): Promise<boolean> {
  const folder = join(ROOT, 'apps', name)
  const out = builtFolder(home, name)
  const mark = `${out}.hash`
  const hash = `${shared} ${hashOf([`apps/${name}`])}`
  if (existsSync(out) && (await readFile(mark, 'utf8').catch(() => '')) === hash) return false
  const next = `${out}.next`
  await mkdir(join(home, 'web'), { recursive: true })
  await rm(next, { recursive: true, force: true })
  await buildApart(folder, next)
  await rm(mark, { force: true })
  await rm(out, { recursive: true, force: true })
  await rename(next, out)
  await writeFile(mark, hash)
  return true
}

export interface WebBuild {
  readonly built: readonly string[]
  /** Apps that could not be built, with what Vite said; an earlier build of them is still served. */
  readonly failed: readonly { readonly name: string; readonly message: string }[]
}

/** Processes of one machine share the home folder and often start together: the first one builds, the others wait. */
async function takeTurn(home: string): Promise<FolderLock> {
  await mkdir(join(home, 'web'), { recursive: true })
  for (;;) {
    try {
      return lockFolder(join(home, 'web', 'build.in-use'))
    } catch (error) {
      if (!(error instanceof FolderLocked)) throw error
      await sleep(TURN_MS)
    }
  }
}

/** Builds what has changed, two at a time. */
export async function buildWebApps(home: string): Promise<WebBuild> {
  const turn = await takeTurn(home)
  try {
    return await buildChanged(home)
  } finally {
    turn.release()
  }
}

async function buildChanged(home: string): Promise<WebBuild> {
  const left: WebApp[] = [...WEB_APPS]
  const shared = hashOf(SHARED)
  const built: string[] = []
  const failed: { name: string; message: string }[] = []
  const work = async () => {
    for (let app = left.shift(); app; app = left.shift()) {
      const { name } = app
      try {
        if (await buildApp(app, home, shared)) built.push(name)
      } catch (error) {
        failed.push({ name, message: error instanceof Error ? error.message : String(error) })
      }
    }
  }
  await Promise.all([work(), work()])
  return { built, failed }
}
