/**
 * The thread of the embedded database: PGlite blocks whoever calls it, so it lives alone and speaks the wire
 * protocol of PostgreSQL over messages.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { postgis } from '@electric-sql/pglite-postgis'
import { DURABLE_SETTINGS, SyncedNodeFs } from './embedded.files.ts'
import type { EmbeddedOptions, FromWorker, ToWorker } from './embedded.engine.ts'
import { answerOf, unitsOf } from './wire-units.ts'

const port = parentPort
if (!port) throw new Error('embedded.worker runs in a worker thread only')

const { folder, image, durable = true } = workerData as EmbeddedOptions
const post = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)

const fault = (message: string) => post({ type: 'fault', message })

/** PGlite's own start parameters, without the one that switches fsync off, and with what makes it reach the disk. */
const durableStart = () => [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...DURABLE_SETTINGS.flatMap((setting) => ['-c', setting]),
]

const database = new PGlite({
  ...(folder === undefined ? {} : { dataDir: folder }),
  ...(folder === undefined || !durable
    ? {}
    : { fs: new SyncedNodeFs(folder, fault), startParams: durableStart() }),
  ...(image === undefined ? {} : { loadDataDir: new Blob([await readFile(image)]) }),
  extensions: { postgis, pg_trgm },
})

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** Sends one unit to PostgreSQL and answers what it wrote. */
async function speakUnit(bytes: Uint8Array): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  await database.execProtocolRawStream(bytes, {
    // The memory belongs to WebAssembly and is written over by the next message.
    onRawData: (data) => void parts.push(data.slice()),
  })
  return answerOf(parts.length === 1 && parts[0] ? parts[0] : joined(parts))
}

/** All statements that a client sent in one go are answered in one go: a hop between threads costs 100 µs. */
async function speak(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const answers: Uint8Array[] = []
  for (const unit of unitsOf(bytes)) answers.push(await speakUnit(unit))
  return joined(answers)
}

const simpleQuery = (sql: string) => {
  const text = Buffer.from(`${sql}\0`)
  const message = Buffer.alloc(5 + text.length)
  message.write('Q')
  message.writeInt32BE(4 + text.length, 1)
  text.copy(message, 5)
  return message
}

/** There is one backend for all connections one after another: what the last one left open must not leak. */
async function forgetConnection() {
  await speak(simpleQuery('rollback'))
  await speak(simpleQuery('discard all'))
}

async function dump(file: string) {
  await speak(simpleQuery('checkpoint'))
  const image = await database.dumpDataDir('none')
  await writeFile(file, Buffer.from(await image.arrayBuffer()))
}

async function handle(message: ToWorker): Promise<void> {
  switch (message.type) {
    case 'connect':
      return forgetConnection()
    case 'bytes': {
      const answer = await speak(message.bytes)
      return post({ type: 'bytes', connection: message.connection, bytes: answer }, [answer.buffer])
    }
    case 'dump':
      await dump(message.file)
      return post({ type: 'dumped' })
    case 'close':
      await speak(simpleQuery('rollback'))
      await speak(simpleQuery('checkpoint'))
      await database.close()
      return post({ type: 'closed' })
  }
}

try {
  await database.waitReady
  let last: Promise<void> = Promise.resolve()
  port.on('message', (message: ToWorker) => {
    last = last
      .then(() => handle(message))
      // A fault of the engine itself, not of a statement: statements answer their errors over the wire.
      .catch((error: unknown) => fault(String(error)))
  })
  post({ type: 'ready' })
} catch (error) {
  fault(String(error))
}
