/** The whole product without its screens, as a process of its own that a test can kill: `node server.testing.ts`. */
import { createApp } from '../../app.ts'
import { loadFirstPack } from '../../commands/first-pack.ts'
import { createLog, openKernel } from '../../commands/open.ts'
import { createProgress } from '../../commands/progress.ts'
import { readConfig } from '../../config.ts'
import { createProduct } from '../../features.ts'

const config = readConfig(process.env)
const { deps } = await openKernel(config, createLog(config))
await loadFirstPack(deps, createProgress())
const app = await createApp(deps, (await createProduct(deps)).features)
await app.start()
process.on('SIGTERM', () => {
  app
    .stop()
    .then(() => deps.database.close())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    )
})
process.stdout.write(`listening ${await app.server.listen({ host: config.host, port: config.port })}\n`)
