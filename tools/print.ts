import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openEmbeddedDatabase, type OpenDatabase } from '../apps/server/src/kernel/database.ts'
import { migratedImage } from '../apps/server/src/testing/database.testing.ts'
import { printIndicators } from './print-indicators.ts'
import { printOpenapi } from './print-openapi.ts'
import { printPermissions } from './print-permissions.ts'
import { printPrivacy } from './print-privacy.ts'
import { printSchema } from './print-schema.ts'
import { printWorkflow } from './print-workflow.ts'
import { ROOT } from './steps.ts'

/**
 * `npm run print`: writes every document that is printed from the code. With `--check` it writes nothing and
 * names the documents that differ from what the code says now.
 */
const documents: Readonly<Record<string, (database: OpenDatabase) => string | Promise<string>>> = {
  'docs/generated/indicators.md': printIndicators,
  'docs/generated/openapi.json': printOpenapi,
  'docs/generated/permissions.md': printPermissions,
  'docs/generated/privacy-register.md': printPrivacy,
  'docs/generated/schema.sql': printSchema,
  'docs/generated/workflow.md': printWorkflow,
}

const check = process.argv.includes('--check')
const database = await openEmbeddedDatabase({ image: await migratedImage() })
let stale = 0
try {
  for (const [path, print] of Object.entries(documents)) {
    const text = await print(database)
    if (text === current(path)) continue
    stale++
    if (check)
      process.stdout.write(`${path} is not what the code says: run \`npm run print\` and read the diff\n`)
    else write(path, text)
  }
} finally {
  await database.close()
}
process.exitCode = check && stale > 0 ? 1 : 0

function current(path: string): string | null {
  try {
    return readFileSync(join(ROOT, path), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true })
  writeFileSync(join(ROOT, path), text)
  process.stdout.write(`${path} written\n`)
}
