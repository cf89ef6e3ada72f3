/** One build in a process of its own: Vite by the app's own configuration, then every text compressed beside itself. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'vite'

const [folder, outDir] = process.argv.slice(2)
if (folder === undefined || outDir === undefined)
  throw new Error('build.worker <folder of the app> <output folder>')

const COMPRESSED = /\.(html|js|mjs|css|json|svg|webmanifest|pbf|geojson|txt)$/
/** Smaller files fit one packet anyway. */
const SMALLEST = 1024
/** Level 9 takes a tenth of the time of 11 for 4 % more bytes: a first start is watched by somebody. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
const [brotli, gzipped] = [promisify(brotliCompress), promisify(gzip)]

async function compressAll(path: string): Promise<void> {
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !COMPRESSED.test(entry.name)) continue
    const file = join(entry.parentPath, entry.name)
    const bytes = await readFile(file)
    if (bytes.length < SMALLEST) continue
    const [br, gz] = await Promise.all([brotli(bytes, BROTLI), gzipped(bytes, { level: 9 })])
    await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)])
  }
}

try {
  await build({
    root: folder,
    configFile: join(folder, 'vite.config.ts'),
    logLevel: 'silent',
    build: { outDir, emptyOutDir: true },
  })
  await compressAll(outDir)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
