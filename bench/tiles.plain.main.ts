// A Fastify server that does nothing but send the same tiles: what HTTP costs.
import Fastify from 'fastify'

interface Wish {
  /** Address and body of each tile. */
  readonly tiles: readonly (readonly [path: string, tile: Uint8Array])[]
}

process.once('message', ({ tiles }: Wish) => {
  const app = Fastify()
  for (const [path, tile] of tiles) {
    const body = Buffer.from(tile)
    app.get(path.split('?')[0] ?? path, async (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('content-encoding', 'gzip')
        .type('application/vnd.mapbox-vector-tile')
        .send(body),
    )
  }
  void app.listen({ host: '127.0.0.1', port: 0 }).then((url) => process.send?.(url))
})
