// The process of live.readers.ts: many consoles on raw sockets.
import { connect } from 'node:net'
import type { Console, Heard, ReaderCall } from './live.readers.ts'

const EVENT = Buffer.from('event: case\n')
const CANARY = /G-(\d{16})/g

interface Ear {
  readonly hears: (bytes: Buffer) => void
  readonly heard: () => Heard
}

/** Counts events without looking into them: as cheap as a reader can be. */
function counter(): Ear {
  let rest: Buffer = Buffer.alloc(0)
  let count = 0
  return {
    hears(piece) {
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
      let from = 0
      for (let at = bytes.indexOf(EVENT); at >= 0; at = bytes.indexOf(EVENT, from)) {
        count++
        from = at + EVENT.length
      }
      rest = bytes.subarray(Math.max(from, bytes.length - EVENT.length + 1))
    },
    heard: () => ({ count, seqs: [], cases: [], lags: [], foreign: [], resets: 0 }),
  }
}

/** Reads everything: seq of each event, how late it is, and every canary in every byte. */
function witness({ within }: Console): Ear {
  let rest = ''
  const seqs: number[] = []
  const lags: number[] = []
  const cases = new Set<string>()
  const foreign: string[] = []
  let resets = 0
  function read(block: string, now: number): void {
    for (const [, grid = ''] of block.matchAll(CANARY))
      if (within && !within.some((area) => grid.startsWith(area))) foreign.push(grid)
    if (block.includes('event: reset')) resets++
    if (!block.includes('event: case')) return
    const [, seq, at, id] = /id: (\d+)\n[^]*"at":(\d+),[^]*"case":\{"id":"([^"]+)"/.exec(block) ?? []
    seqs.push(Number(seq))
    lags.push(now - Number(at))
    if (id !== undefined) cases.add(id)
  }
  return {
    hears(bytes) {
      const now = Date.now()
      const blocks = (rest + bytes.toString('latin1')).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) read(block, now)
    },
    heard: () => ({ count: seqs.length, seqs, cases: [...cases], lags, foreign, resets }),
  }
}

const ears: Ear[] = []

function open(url: URL, each: Console, mode: ReaderCall['mode']): Promise<void> {
  const ear = mode === 'count' ? counter() : witness(each)
  ears.push(ear)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname)
    socket.write(`GET ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\ncookie: ${each.cookie}\r\n\r\n`)
    socket.once('data', (first) =>
      first.includes(' 200 ') ? resolve() : reject(new Error(`a console was answered ${first.toString()}`)),
    )
    socket.on('data', (bytes) => ear.hears(bytes))
    socket.on('error', reject)
  })
}

/** A thousand connections at once would only measure the queue of the listener. */
async function openAll({ url, consoles, mode }: ReaderCall): Promise<void> {
  for (let from = 0; from < consoles.length; from += 100)
    await Promise.all(consoles.slice(from, from + 100).map((each) => open(new URL(url), each, mode)))
  process.send?.('open')
}

process.on('message', (call: ReaderCall | 'count' | 'tell') => {
  if (call === 'tell') process.send?.(ears.map((ear) => ear.heard()))
  else if (call === 'count') process.send?.(ears.reduce((sum, ear) => sum + ear.heard().count, 0))
  else void openAll(call)
})
