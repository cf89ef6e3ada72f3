import { createApp, createFeatures } from '../apps/server/src/app.ts'
import { readConfig } from '../apps/server/src/config.ts'
import { createLog } from '../apps/server/src/commands/open.ts'
import type { OpenDatabase } from '../apps/server/src/kernel/database.ts'
import { createDeps } from '../apps/server/src/kernel/deps.ts'

/** The HTTP interface as OpenAPI 3.1, from the routes that the server really has. */
export async function printOpenapi(database: OpenDatabase): Promise<string> {
  // No environment: the document must not depend on the machine that prints it.
  const config = readConfig({ LOG_LEVEL: 'silent', PORT: '0' })
  const deps = await createDeps({ config, log: createLog(config), database })
  const app = await createApp(deps, await createFeatures(deps))
  await app.server.ready()
  try {
    return `${JSON.stringify(app.server.swagger(), null, 2)}\n`
  } finally {
    await app.server.close()
  }
}
