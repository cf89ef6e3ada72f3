/** Traffic as programs make it: reports without a pause, and live streams that come back where they were. */
import { randomUUID } from 'node:crypto'

export const REPORT = { type: 'ingest', text: '路灯不亮，晚上看不清路', place: { lon: 118.905, lat: 42.205 } }

interface Told {
  readonly id: number
  readonly stream: string
}

/** A live stream as a program reads it: comes back where it was, as often as it ends. */
export function followFeed(url: string, headers: Record<string, string>) {
  const told: Told[] = []
  const retries: number[] = []
  const ended = new AbortController()
  let [lastId, connections] = ['', 0]

  function take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
    const [id, event, data, retry] = [field('id'), field('event'), field('data'), field('retry')]
    if (id !== undefined) lastId = id
    if (event === 'reset') throw new Error('told to load anew')
    if (event === undefined && retry !== undefined) retries.push(Number(retry))
    // Gate: the server's own events.
    if (event === 'case')
      told.push({ id: Number(id), stream: (JSON.parse(data ?? '') as { case: { id: string } }).case.id })
  }

  async function readOnce(): Promise<void> {
    const answer = await fetch(`${url}/api/feed`, {
      headers: { ...headers, ...(lastId === '' ? {} : { 'last-event-id': lastId }) },
      signal: ended.signal,
    })
    if (!answer.ok || !answer.body) throw new Error(`the feed answered ${answer.status}`)
    connections++
    let text = ''
    for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + piece).split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) take(block)
    }
  }

  const reading = (async () => {
    while (!ended.signal.aborted) await readOnce()
  })().catch((error: unknown) => {
    if (!ended.signal.aborted) throw error
  })
  return {
    told,
    retries,
    connections: () => connections,
    async stop() {
      ended.abort()
      await reading
    },
  }
}

/** Reports without a pause, each sent once: what the proxy does not mend is a failure. */
export function reportWithoutPause(url: string, headers: Record<string, string>) {
  const taken: string[] = []
  /** What was answered instead, and how often. */
  const failed: Record<string, number> = {}
  const ended = new AbortController()
  const work = async () => {
    while (!ended.signal.aborted) {
      const id = randomUUID()
      const answer = await fetch(`${url}/api/cases/${id}/commands`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: JSON.stringify({ ...REPORT, externalId: id }),
      })
      const body = await answer.text()
      if (answer.status === 202) taken.push(id)
      else failed[body] = (failed[body] ?? 0) + 1
    }
  }
  const working = Promise.all([work(), work(), work(), work()])
  return {
    taken,
    failed,
    async stop() {
      ended.abort()
      await working
    },
  }
}
