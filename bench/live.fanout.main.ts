// Two servers for live.bench.ts that tell stored changes to whoever listens, as fast as the sockets take them: the
// product's own live feed, and the one that anybody writes first (one JSON.stringify and one write a client and change).
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createApp } from '../apps/server/src/app.ts'
import { createLog, openKernel } from '../apps/server/src/commands/open.ts'
import { readConfig } from '../apps/server/src/config.ts'
import { eventFrom, changesFrom } from '../apps/server/src/features/cases/feed.view.ts'
import { watchCases } from '../apps/server/src/features/cases/feed.store.ts'
import { districtsFeature } from '../apps/server/src/features/districts/index.ts'
import { createProduct } from '../apps/server/src/features.ts'
import { readAs } from '../apps/server/src/kernel/database.ts'
import type { StoredFact } from '../apps/server/src/kernel/stream-kind.ts'

const DISTRICT = 150402
/** What one pass of the feed brings at 500 commands a second. */
const PASS = 25
/** Neither server is given more while a socket has this much to take: what is dropped would not be a delivery. */
const MOST_WAITING = 300_000

export type FanoutCall =
  | { readonly tell: number; readonly perSecond?: never }
  /** Paced, one change at a time, dated when it is told. */
  | { readonly tell: number; readonly perSecond: number }

const sockets = new Set<Socket>()
const keep = (socket: Socket): void => {
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
}
async function room(): Promise<void> {
  while ([...sockets].some(({ writableLength }) => writableLength > MOST_WAITING)) await sleep(2)
}

const config = readConfig(process.env)
const { deps } = await openKernel(config, createLog(config))
const facts = await storedChanges()

/** One fact of each change that is stored. */
async function storedChanges(): Promise<readonly StoredFact[]> {
  const all: StoredFact[] = []
  for (let at = 0; all.length < 2000; at = all.at(-1)?.seq ?? 0) {
    const page = await deps.feed.after(DISTRICT, at)
    if (page.length === 0) break
    all.push(...page)
  }
  const first = new Map(all.filter(({ kind }) => kind === 'case').map((fact) => [fact.commandId, fact]))
  return [...first.values()].toSorted((a, b) => a.seq - b.seq)
}

/** The stored changes again and again, with rising seq. */
function* endless(from: number): Generator<StoredFact> {
  for (let turn = 0; ; turn++) {
    const fact = facts[turn % facts.length]
    if (!fact) throw new Error('no change is stored')
    yield { ...fact, seq: from + turn, commandId: String(turn), data: { ...fact.data, at: Date.now() } }
  }
}

async function product() {
  const { features } = await createProduct(deps)
  const app = await createApp(deps, features)
  // Not started: the log is not read, what is told comes from here.
  await app.server.ready()
  for (const feature of features) await feature.start?.()
  const live = features.flatMap(({ on = {} }) => Object.entries(on)).find(([name]) => name === 'cases.live')
  if (!live) throw new Error('there is no live feed')
  app.server.server.on('connection', keep)
  const url = await app.server.listen({ host: '127.0.0.1', port: 0 })
  return { url: `${url}/api/feed`, tell: (page: readonly StoredFact[]) => live[1].handler(page, DISTRICT) }
}

async function naive() {
  const { districts } = await districtsFeature(deps)
  const rows = await readAs(deps.db, { district: DISTRICT, level: 'ALL' }, (tx) =>
    watchCases(tx, DISTRICT, [...new Set(facts.map(({ stream }) => stream))]),
  )
  const clients = new Set<ServerResponse>()
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': hello\n\n')
    clients.add(response)
    response.on('close', () => clients.delete(response))
  })
  server.on('connection', keep)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const book = districts(DISTRICT)
  return {
    url: `http://127.0.0.1:${port}/api/feed`,
    tell(page: readonly StoredFact[]) {
      for (const change of changesFrom(page)) {
        const found = rows.get(change.stream)
        if (!found) continue
        const event = eventFrom({ change, ...found }, book, Date.now())
        for (const client of clients)
          client.write(`id: ${change.seq}\nevent: case\ndata: ${JSON.stringify(event)}\n\n`)
      }
    },
  }
}

const { url, tell } = await (process.env['FANOUT'] === 'naive' ? naive() : product())
let next = 1_000_000
process.on('message', (call: FanoutCall) => {
  void (async () => {
    const source = endless(next)
    next += call.tell
    const size = call.perSecond === undefined ? PASS : 1
    for (let told = 0; told < call.tell; told += size) {
      await tell(Array.from({ length: size }, () => source.next().value as StoredFact))
      await (call.perSecond === undefined ? room() : sleep(1000 / call.perSecond))
    }
    process.send?.('told')
  })()
})
process.send?.(url)
