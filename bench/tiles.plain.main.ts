// A Fastify server that does nothing but send the same tile: what HTTP costs.
import Fastify from 'fastify'

process.once(
  'message',
  ({ tile, paths }: { readonly tile: Uint8Array; readonly paths: readonly string[] }) => {
    const app = Fastify()
    const body = Buffer.from(tile)
    for (const path of new Set(paths))
      app.get(path.split('?')[0] ?? path, async (_request, reply) =>
        reply
          .header('cache-control', 'public, max-age=31536000, immutable')
          .header('content-encoding', 'gzip')
          .type('application/vnd.mapbox-vector-tile')
          .send(body),
      )
    void app.listen({ host: '127.0.0.1', port: 0 }).then((url) => process.send?.(url))
  },
)
