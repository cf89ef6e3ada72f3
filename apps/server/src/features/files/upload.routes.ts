import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server, type ServerOptions } from '@tus/server'
import { fileApi, fileProblems, type FileRefusalCode } from '@gezhi/core/files/file.api'
import type { Problem } from '@gezhi/core/kernel/problem'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { BlobStore } from '../../kernel/blobs.ts'
import type { Buckets } from '../../kernel/buckets.ts'
import type { Deps } from '../../kernel/deps.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { findUpload } from './file.store.ts'
import type { Known } from './known.ts'
import { MOST_BYTES, shelve } from './shelf.ts'

const PATH = '/api/files/uploads'
const UPLOAD_KEPT_MS = 24 * 60 * 60 * 1000
const ID = /^[0-9a-f]{32}$/
const HASH = /^[0-9a-f]{64}$/
/** A report has at most nine pictures and a voice; behind one address may sit a whole building. */
const VISITOR_PER_MINUTE = 10
const VISITOR_BURST = 40

type TusRequest = Parameters<NonNullable<ServerOptions['onIncomingRequest']>>[0]
interface Sender {
  readonly district: number
  readonly owner: string
}

/** What @tus/server sends to the client when it is thrown. */
function thrown(code: FileRefusalCode): { status_code: number; body: string } {
  const [status, title, titleEn] = fileProblems[code]
  const problem: Problem = { type: `/problems/${code}`, code, title, titleEn, status }
  return { status_code: status, body: JSON.stringify(problem) }
}

/** The protocol's own errors are plain text: too large becomes our problem, the rest keeps its status. */
function asProblem(error: unknown): { status_code: number; body: string } | undefined {
  const { status_code: status, body } = error as { status_code?: number; body?: string }
  if (status === undefined || body?.startsWith('{')) return undefined
  if (status === 413) return thrown('file/too-large')
  const { body: problem } = thrown(status === 404 || status === 410 ? 'file/unknown' : 'file/protocol')
  return { status_code: status, body: problem }
}

interface Given extends Pick<Deps, 'db' | 'now' | 'log' | 'config'> {
  readonly blobs: BlobStore
  readonly buckets: Buckets
  readonly homeDistrict: () => number
  readonly known: Known
}

function createTus(
  { db, now, log, config, blobs, known }: Given,
  senderOf: (request: TusRequest) => Sender,
): Server {
  const store = new FileStore({
    directory: join(config.home, 'uploads'),
    expirationPeriodInMilliseconds: UPLOAD_KEPT_MS,
  })
  return new Server({
    path: PATH,
    datastore: store,
    maxSize: MOST_BYTES,
    relativeLocation: true,
    // No other site may use the visitor's right to upload.
    allowedOrigins: () => false,
    getFileIdFromRequest: (_request, last) => (last && ID.test(last) ? last : undefined),
    // What the client says of the file (name, type) is not kept: names carry people, types lie. What it is the small
    // version of can be checked when that arrives.
    onUploadCreate(request, { metadata }) {
      const original = metadata?.['original']
      const said = original && HASH.test(original) ? { original } : {}
      return Promise.resolve({ metadata: { owner: senderOf(request).owner, ...said } })
    },
    async onIncomingRequest(request, id) {
      if (request.method === 'POST') return
      const owner = (await store.getUpload(id)).metadata?.['owner']
      if (owner && owner !== senderOf(request).owner) throw thrown('file/not-yours')
    },
    async onUploadFinish(request, upload) {
      const path = join(store.directory, upload.id)
      const sender = senderOf(request)
      const original = upload.metadata?.['original'] ?? null
      const shelved = await shelve({ db, now }, blobs, { ...sender, upload: upload.id, path, original })
      if ('hash' in shelved) {
        known.add(sender.district, shelved.hash)
        return { headers: { 'Gezhi-File': shelved.hash } }
      }
      await store.remove(upload.id)
      throw thrown(shelved.refused)
    },
    onResponseError(_request, error) {
      const known = asProblem(error)
      if (known || !(error instanceof Error)) return known
      log.error({ err: error }, 'upload failed')
      return { status_code: 500, body: thrown('file/protocol').body }
    },
  })
}

/** Resumable uploads by tus 1.0 for everybody; visitors and residents only so many in a minute. */
export function uploadRoutes(given: Given) {
  const { db, buckets, homeDistrict } = given
  const senders = new WeakMap<IncomingMessage, Sender>()
  const tus = createTus(given, (request) => {
    const node = request.runtime?.node?.req
    const sender = node && senders.get(node as IncomingMessage)
    if (!sender) throw new Error('an upload without a sender')
    return sender
  })

  async function handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const { actor } = request
    const visitor = actor === null || actor.role === 'RESIDENT'
    if (visitor && request.method === 'POST' && !buckets.take(request.ip, VISITOR_PER_MINUTE, VISITOR_BURST))
      return sendRefusal(reply, fileProblems, { code: 'file/too-many' })
    const sender = { district: actor?.district ?? homeDistrict(), owner: actor?.post ?? '' }
    senders.set(request.raw, sender)
    if (request.method === 'HEAD') {
      const { id = '' } = request.params as { id?: string }
      const hash = await findUpload(db, sender.district, id)
      if (hash) reply.raw.setHeader('Gezhi-File', hash)
    }
    reply.hijack()
    await tus.handle(request.raw, reply.raw)
    return undefined
  }

  return (app: FastifyInstance): void => {
    // The bytes stay in the socket: tus reads them piece by piece.
    app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null))
    app.route({ method: ['POST', 'OPTIONS'], url: PATH, handler: handle })
    app.route({ method: ['HEAD', 'PATCH', 'DELETE', 'OPTIONS'], url: `${PATH}/:id`, handler: handle })
    app.route({
      ...fileApi.hash,
      async handler(request, reply) {
        const { id } = request.params as { id: string }
        const hash = await findUpload(db, request.actor?.district ?? homeDistrict(), id)
        return hash ? { hash } : sendRefusal(reply, fileProblems, { code: 'file/unknown' })
      },
    })
    const sweep = setInterval(() => {
      tus
        .cleanUpExpiredUploads()
        .catch((error: unknown) => given.log.error({ err: error }, 'uploads not cleared'))
    }, UPLOAD_KEPT_MS / 24)
    sweep.unref()
    app.addHook('onClose', () => clearInterval(sweep))
  }
}
