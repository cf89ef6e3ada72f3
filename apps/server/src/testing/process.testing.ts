/** A process of the product as `gezhi serve` runs it, without its screens: for tests that start, stop and kill several. */
import { createApp } from '../app.ts'
import { createLog, openKernel } from '../commands/open.ts'
import { stopOnSignal } from '../commands/stop-on-signal.ts'
import { readConfig } from '../config.ts'
import { createProduct } from '../features.ts'

const config = readConfig(process.env)
const { deps } = await openKernel(config, createLog(config))
const { features } = await createProduct(deps)
const app = await createApp(deps, features)
stopOnSignal(app)
await app.start()
await app.server.listen({ host: config.host, port: config.port })
process.stdout.write('listening\n')
