import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { backOff, openFeed, type Feed } from './live.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void
const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((clean) => clean()))

async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/feed`
}

function follow(url: string, silence = 5_000): { feed: Feed; heard: string[]; states: string[] } {
  const feed = openFeed({ url, pause: () => 5, silence })
  cleanups.push(() => feed.close())
  const heard: string[] = []
  const states: string[] = []
  feed.listen((event) => heard.push(event.data))
  feed.watch(() => states.push(feed.state()))
  return { feed, heard, states }
}

const head = { 'content-type': 'text/event-stream' }

describe('the live feed', () => {
  it('resumes after the last event heard when the connection is lost', async () => {
    const asked: (string | undefined)[] = []
    const url = await serve((request, response) => {
      asked.push(request.headers['last-event-id'] as string | undefined)
      response.writeHead(200, head)
      if (asked.length === 1) response.end('id: 41\ndata: first\n\n')
      else response.write('id: 42\ndata: second\n\n')
    })
    const { heard, feed } = follow(url)
    await vi.waitFor(() => expect(heard).toEqual(['first', 'second']))
    expect(asked).toEqual([undefined, '41'])
    expect(feed.state()).toBe('live')
  })

  it('says offline after three failed attempts and live again when the server is back', async () => {
    let down = true
    const url = await serve((_, response) => {
      if (down) response.writeHead(503).end()
      else response.writeHead(200, head).write(': hello\n\n')
    })
    const { states } = follow(url)
    await vi.waitFor(() => expect(states).toEqual(['offline']))
    down = false
    await vi.waitFor(() => expect(states).toEqual(['offline', 'live']))
  })

  it('gives up a connection that has gone silent', async () => {
    let connections = 0
    const url = await serve((_, response) => {
      connections += 1
      response.writeHead(200, head).write(': open\n\n')
    })
    follow(url, 30)
    await vi.waitFor(() => expect(connections).toBeGreaterThan(1))
  })

  it('stops for good when closed', async () => {
    let connections = 0
    const url = await serve((_, response) => {
      connections += 1
      response.writeHead(503).end()
    })
    const { feed } = follow(url)
    await vi.waitFor(() => expect(connections).toBeGreaterThan(0))
    feed.close()
    const then = connections
    await new Promise((resolve) => setTimeout(resolve, 40))
    expect(connections).toBeLessThanOrEqual(then + 1)
  })

  it('waits longer after each failure, half a minute at most', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((attempt) => backOff(attempt, () => 0.5))
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  })
})
