import { fileApi, fileProblems, type OriginalPurpose } from '@gezhi/core/files/file.api'
import type { Actor } from '@gezhi/core/people/actor'
import { NON_BUSINESS_ROLES, ROLES } from '@gezhi/core/people/roles'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { BlobStore } from '../../kernel/blobs.ts'
import { writeAs } from '../../kernel/database.ts'
import type { Deps } from '../../kernel/deps.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { findFile, logRead, type FileRow } from './file.store.ts'
import { blobName } from './shelf.ts'

/** A name for ever means the same bytes; but only who may read may keep them. */
const FOR_EVER = 'private, max-age=31536000, immutable'

/** Originals say where and with what a picture was taken: for staff that decides on cases, and the auditor. */
function mayOpenOriginals({ role }: Actor): boolean {
  if (role === 'AUDITOR') return true
  const { level } = ROLES[role]
  return (level === 'L3' || level === 'LD' || level === 'L4') && !NON_BUSINESS_ROLES.includes(role)
}

type Range = { readonly start: number; readonly end: number }

/** One range of RFC 9110 §14.2; undefined: the whole, null: not satisfiable. Several ranges are answered by the whole. */
function rangeOf(header: string | undefined, size: number): Range | null | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!found || (found[1] === '' && found[2] === '')) return undefined
  const [, from = '', to = ''] = found
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(size - 1, Number(to))
  return start <= end && start < size ? { start, end } : null
}

/** Nothing that was uploaded may run as a page of ours, whatever a browser thinks it is. */
function guard(reply: FastifyReply, mime: string, attached: boolean): FastifyReply {
  return reply
    .type(mime)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-disposition', attached ? 'attachment' : 'inline')
}

/** Public copies for everybody who has an actor; originals by a stated purpose. */
export function fileRoutes({ db, now, blobs }: Pick<Deps, 'db' | 'now'> & { readonly blobs: BlobStore }) {
  const unknown = (reply: FastifyReply) => sendRefusal(reply, fileProblems, { code: 'file/unknown' })

  async function sendBlob(request: FastifyRequest, reply: FastifyReply, name: string): Promise<FastifyReply> {
    const size = await blobs.size(name)
    if (size === null) return unknown(reply)
    reply.header('accept-ranges', 'bytes')
    const range = rangeOf(request.headers.range, size)
    if (range === null) return reply.code(416).header('content-range', `bytes */${size}`).send()
    if (range === undefined) return reply.header('content-length', size).send(blobs.read(name))
    return reply
      .code(206)
      .header('content-range', `bytes ${range.start}-${range.end}/${size}`)
      .header('content-length', range.end - range.start + 1)
      .send(blobs.read(name, range))
  }

  async function sendCopy(
    request: FastifyRequest,
    reply: FastifyReply,
    variant: (file: FileRow) => 'original' | 'copy' | 'thumb' | null,
  ): Promise<FastifyReply> {
    const actor = requireActor(request)
    const { hash } = request.params as { hash: string }
    const file = await findFile(db, actor.district, hash)
    const which = file ? variant(file) : null
    if (!file || which === null) return unknown(reply)
    const etag = `"${hash}.${which}"`
    reply.header('cache-control', FOR_EVER).header('etag', etag)
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    const mime = file.mime.startsWith('image/') ? 'image/jpeg' : file.mime
    return sendBlob(request, guard(reply, mime, mime === 'application/pdf'), blobName(hash, which))
  }

  return (app: FastifyInstance): void => {
    app.route({
      ...fileApi.get,
      handler: (request, reply) =>
        sendCopy(request, reply, ({ has_copy }) => (has_copy ? 'copy' : 'original')),
    })
    app.route({
      ...fileApi.thumb,
      handler: (request, reply) => sendCopy(request, reply, ({ has_thumb }) => (has_thumb ? 'thumb' : null)),
    })
    app.route({
      ...fileApi.original,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { hash } = request.params as { hash: string }
        const { purpose } = request.body as { purpose: OriginalPurpose }
        if (!mayOpenOriginals(actor)) return sendRefusal(reply, fileProblems, { code: 'file/no-original' })
        const file = await findFile(db, actor.district, hash)
        if (!file) return unknown(reply)
        await writeAs(db, actor.district, (tx) => logRead(tx, actor, hash, purpose, now()))
        const followed = file.original && (await findFile(db, actor.district, file.original))
        const best = followed || file
        reply.header('cache-control', 'no-store').header('gezhi-file', best.hash)
        return sendBlob(request, guard(reply, best.mime, true), blobName(best.hash, 'original'))
      },
    })
  }
}
