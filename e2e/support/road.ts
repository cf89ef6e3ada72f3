// The way between a browser and the product, which a journey bends: another build on the other side, or a dead network.
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'

export interface Road {
  readonly origin: string
  /** Answers of this path are changed on the way from now on. */
  readonly change: (path: string, by: (body: string) => string) => void
  /** Requests to these paths are cut off, as by a network that fails while the phone believes in it. */
  readonly block: (path: RegExp | null) => void
  readonly close: () => Promise<void>
}

export async function openRoad(to: string): Promise<Road> {
  const changes = new Map<string, (body: string) => string>()
  let blocked: RegExp | null = null
  const server = createServer((asked, answer) => {
    const { url = '/', method } = asked
    if (blocked?.test(url)) return void asked.socket.destroy()
    const headers = { ...asked.headers, ...(changes.has(url) ? { 'accept-encoding': 'identity' } : {}) }
    const there = request(to + url, { method: method ?? 'GET', headers }, (given) => pass(url, given, answer))
    there.on('error', () => asked.socket.destroy())
    answer.on('close', () => there.destroy())
    asked.pipe(there)
  })
  function pass(url: string, given: IncomingMessage, answer: ServerResponse): void {
    const change = changes.get(url)
    const { 'content-length': _, ...rest } = given.headers
    answer.writeHead(given.statusCode ?? 502, change ? rest : given.headers)
    if (!change) return void given.pipe(answer)
    const parts: Buffer[] = []
    given.on('data', (part: Buffer) => parts.push(part))
    given.on('end', () => answer.end(change(Buffer.concat(parts).toString())))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    change: (path, by) => void changes.set(path, by),
    block: (path) => void (blocked = path),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
