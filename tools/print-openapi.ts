import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../apps/server/src/app.ts'
import { createProduct } from '../apps/server/src/features.ts'
import { readConfig } from '../apps/server/src/config.ts'
import { createLog } from '../apps/server/src/commands/open.ts'
import type { OpenDatabase } from '../apps/server/src/kernel/database.ts'
import { createDeps } from '../apps/server/src/kernel/deps.ts'

/** The HTTP interface as OpenAPI 3.1, from the routes that the server really has. */
export async function printOpenapi(database: OpenDatabase): Promise<string> {
  // Its own environment: the document must not depend on the machine that prints it, nor printing leave anything there.
  const config = readConfig({
    LOG_LEVEL: 'silent',
    PORT: '0',
    GEZHI_HOME: join(tmpdir(), 'gezhi-print'),
    GEZHI_SECRET: 'printing needs no secret of its own',
  })
  const deps = await createDeps({ config, log: createLog(config), database })
  const app = await createApp(deps, (await createProduct(deps)).features)
  await app.server.ready()
  try {
    return `${JSON.stringify(app.server.swagger(), null, 2)}\n`
  } finally {
    await app.server.close()
  }
}
