/** A network between a program and its database that a test can stall, slow down and cut. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface TcpProxy {
  /** The URL with the proxy's address instead of its own. */
  readonly url: string
  /** Nothing passes, nothing ends: as with a stopped database or a firewall that forgets. */
  readonly stall: () => void
  /** Everything passes so many milliseconds later. */
  readonly slow: (ms: number) => void
  /** Ends all connections; new ones are taken, unless `refuse`. */
  readonly cut: (options?: { readonly refuse: boolean }) => void
  /** All passes again, what was held first. */
  readonly heal: () => void
  readonly close: () => void
}

export async function tcpProxy(target: string): Promise<TcpProxy> {
  const to = new URL(target)
  const sockets = new Set<Socket>()
  let stalled = false
  let refusing = false
  let delay = 0
  let held: (() => void)[] = []

  const pass = (work: () => void): void => {
    if (stalled) held.push(work)
    else if (delay > 0) setTimeout(() => (stalled ? held.push(work) : work()), delay)
    else work()
  }
  function join(from: Socket, into: Socket): void {
    sockets.add(from)
    from.on('data', (bytes) => pass(() => into.write(bytes)))
    from.on('error', () => undefined)
    from.on('close', () => {
      sockets.delete(from)
      into.destroy()
    })
  }
  const server = createServer((near) => {
    if (refusing) return void near.destroy()
    const far = connect(Number(to.port || 5432), to.hostname)
    join(near, far)
    join(far, near)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  const cut = ({ refuse } = { refuse: false }) => {
    refusing = refuse
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: url.href,
    stall: () => void (stalled = true),
    slow: (ms) => void (delay = ms),
    cut,
    heal() {
      refusing = false
      stalled = false
      delay = 0
      for (const work of held.splice(0)) work()
      held = []
    },
    close() {
      cut({ refuse: true })
      server.close()
    },
  }
}
