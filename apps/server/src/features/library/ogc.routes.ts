// OGC API – Features 1.0 Part 1 (OGC 17-069r4): Core, GeoJSON and OpenAPI over registers that name nobody.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ogcApi } from '@gezhi/core/library/ogc.api'
import { libraryProblems } from '@gezhi/core/library/refusals'
import { isRegister, REGISTERS, type RegisterName } from '@gezhi/core/library/registers'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import type { FastifyRequest } from 'fastify'
import { KernelProblem, sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { featureOf } from './export.ts'
import { findRecord, findRecords, findShapes } from './find.store.ts'
import type { LibraryDeps } from './library.deps.ts'
import { boxOf, readsLibrary } from './library.routes.ts'

const JSON_TYPE = 'application/json'
const GEO_TYPE = 'application/geo+json'
const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
const CONFORMS = [
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
]

interface Link {
  readonly href: string
  readonly rel: string
  readonly type: string
  readonly title?: string
}

const originOf = (request: FastifyRequest, publicUrl: string | null) =>
  publicUrl ?? `${request.protocol}://${request.host}`

/** Houses have no place of their own, support teams none at all: they are no features. */
const COLLECTIONS = Object.keys(REGISTERS).filter(
  (name): name is RegisterName => isRegister(name) && name !== 'HOUSE' && name !== 'SUPPORT_TEAM',
)
const idOf = (register: RegisterName) => register.toLowerCase()
const collectionNamed = (id: string): RegisterName | undefined =>
  COLLECTIONS.find((name) => idOf(name) === id)

const collection = (register: RegisterName, base: string) => ({
  id: idOf(register),
  title: `${REGISTERS[register].zh} · ${REGISTERS[register].en}`,
  description: REGISTERS[register].purpose.zh,
  itemType: 'feature',
  crs: [CRS84],
  links: [
    { href: `${base}/collections/${idOf(register)}`, rel: 'self', type: JSON_TYPE },
    { href: `${base}/collections/${idOf(register)}/items`, rel: 'items', type: GEO_TYPE },
  ] satisfies Link[],
})

/** Start and end of an interval of RFC 3339 times, `..` or nothing for an open end; an instant is both. */
export function intervalOf(text: string | undefined): { from: number; to: number } | undefined {
  if (text === undefined) return undefined
  const [first = '', second = first] = text.split('/')
  const at = (part: string, open: number): number => (part === '' || part === '..' ? open : Date.parse(part))
  const [from, to] = [at(first, -8.64e15), at(second, 8.64e15)]
  if (text === '' || text.split('/').length > 2 || Number.isNaN(from) || Number.isNaN(to) || from > to)
    throw new KernelProblem('request/invalid', { detail: 'datetime: an instant or an interval of RFC 3339' })
  return { from, to }
}

export const ogcRoutes =
  ({ lists, now, config }: LibraryDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const baseOf = (request: FastifyRequest) => `${originOf(request, config.publicUrl)}/api/ogc`
    app.addHook('preHandler', async (request, reply) => {
      if (!readsLibrary(requireActor(request)))
        return sendRefusal(reply, libraryProblems, { code: 'library/not-your-role' })
    })

    app.route({
      ...ogcApi.landing,
      async handler(request) {
        const base = baseOf(request)
        return {
          title: '格治 · Gezhi',
          description: '登记库要素服务，不含个人信息。Features of the registers; nobody is named.',
          links: [
            { href: base, rel: 'self', type: JSON_TYPE },
            {
              href: `${originOf(request, config.publicUrl)}/api/openapi.json`,
              rel: 'service-desc',
              type: JSON_TYPE,
            },
            { href: `${base}/conformance`, rel: 'conformance', type: JSON_TYPE },
            { href: `${base}/collections`, rel: 'data', type: JSON_TYPE },
          ],
        }
      },
    })

    app.route({ ...ogcApi.conformance, handler: async () => ({ conformsTo: CONFORMS }) })

    app.route({
      ...ogcApi.collections,
      async handler(request) {
        const base = baseOf(request)
        return {
          links: [{ href: `${base}/collections`, rel: 'self', type: JSON_TYPE }],
          collections: COLLECTIONS.map((register) => collection(register, base)),
        }
      },
    })

    app.route({
      ...ogcApi.collection,
      async handler(request, reply) {
        const register = collectionNamed(request.params.collection)
        if (!register) return sendRefusal(reply, libraryProblems, { code: 'library/no-collection' })
        return collection(register, baseOf(request))
      },
    })

    /** A page in the order of codes; `after` in the next link goes on where this page ended. */
    async function pageOf(
      actor: Actor,
      register: RegisterName,
      query: { bbox?: string; datetime?: string; limit: number; after?: string },
    ) {
      const { bbox, datetime, limit, after } = query
      const filter = { register, box: boxOf(bbox), changed: intervalOf(datetime), limit, after, now: now() }
      return lists.readAs(scopeOf(actor), async (tx) => {
        const found = await findRecords(tx, actor.district, filter)
        return {
          ...found,
          shapes: await findShapes(
            tx,
            actor.district,
            found.rows.map(({ id }) => id),
          ),
        }
      })
    }

    app.route({
      ...ogcApi.items,
      async handler(request, reply) {
        const actor = requireActor(request)
        const register = collectionNamed(request.params.collection)
        if (!register) return sendRefusal(reply, libraryProblems, { code: 'library/no-collection' })
        const { limit = 100, ...query } = request.query
        const { rows, more, shapes } = await pageOf(actor, register, {
          ...query,
          limit: Math.min(limit, 1000),
        })
        const self = `${baseOf(request)}/collections/${idOf(register)}/items`
        const asked = new URLSearchParams({ ...query, limit: String(limit) })
        const links: Link[] = [{ href: `${self}?${asked.toString()}`, rel: 'self', type: GEO_TYPE }]
        if (more) {
          asked.set('after', rows.at(-1)?.code ?? '')
          links.push({ href: `${self}?${asked.toString()}`, rel: 'next', type: GEO_TYPE })
        }
        return reply
          .type(GEO_TYPE)
          .serializer(JSON.stringify)
          .send({
            type: 'FeatureCollection',
            timeStamp: new Date(now()).toISOString(),
            numberReturned: rows.length,
            links,
            features: rows.map((row) => featureOf({ ...row, shape: shapes.get(row.id) ?? null })),
          })
      },
    })

    app.route({
      ...ogcApi.item,
      async handler(request, reply) {
        const actor = requireActor(request)
        const register = collectionNamed(request.params.collection)
        const { id } = request.params
        const found = await lists.readAs(scopeOf(actor), async (tx) => ({
          row: await findRecord(tx, actor.district, id),
          shapes: await findShapes(tx, actor.district, [id]),
        }))
        if (!register || found.row?.register !== register)
          return sendRefusal(reply, libraryProblems, { code: 'library/no-record' })
        const self = `${baseOf(request)}/collections/${idOf(register)}`
        return reply
          .type(GEO_TYPE)
          .serializer(JSON.stringify)
          .send({
            ...featureOf({ ...found.row, shape: found.shapes.get(id) ?? null }),
            links: [
              { href: `${self}/items/${id}`, rel: 'self', type: GEO_TYPE },
              { href: self, rel: 'collection', type: JSON_TYPE },
            ],
          })
      },
    })
  }
