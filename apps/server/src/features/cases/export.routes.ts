// GET /api/cases/export: the list of a filter as a workbook, streamed page by page in bounded memory.
import { caseApi } from '@gezhi/core/cases/case.api'
import { caseProblems, type CaseRefusal } from '@gezhi/core/cases/refusals'
import type { Actor } from '@gezhi/core/people/actor'
import { ROLES } from '@gezhi/core/people/roles'
import { scopeOf } from '@gezhi/core/people/scope'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { writeAs } from '../../kernel/access.store.ts'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import { writeWorkbook, XLSX } from '../../office/workbook.ts'
import type { CaseDeps } from './case.deps.ts'
import { summaryFrom } from './case.view.ts'
import { caseSheet, type ListedCase } from './export.sheet.ts'
import { filterOf } from './filter.ts'
import { countAllCases, findCases, type Filter } from './find.store.ts'
import type { Cursor } from './scope.store.ts'

/** A sheet holds 1,048,576 rows, and nobody reads as many: more is a matter for the open interface. */
const MOST_ROWS = 500_000
/** Cases a query: at 1,000 the query and not the round trip costs the time, and a page is about 2 MB. */
const PAGE = 1000
const PER_MINUTE = 6

/** Staff. Residents and reporting systems have their own reports on their screens. */
const mayExport = ({ role }: Actor): boolean => !['L0', 'SYSTEM'].includes(ROLES[role].level)

/** Masked contacts are for the follow-up desk, which may see those of every case (domain specification §2.2). */
const seesContacts = ({ role }: Actor): boolean => role === 'DISTRICT_OPERATOR'

/** Cases of a filter, newest first, each page in a transaction of its own: the export holds no snapshot open. */
async function* pagesOf(
  { lists, districts, personal }: CaseDeps,
  actor: Actor,
  filter: Filter,
  now: number,
): AsyncGenerator<readonly ListedCase[]> {
  const { district } = actor
  const scope = scopeOf(actor)
  const book = districts(district)
  for (let after: Cursor | undefined, more = true; more;) {
    const page = await lists.readAs(scope, async (tx) => {
      const found = await findCases(tx, { scope, now }, filter, { limit: PAGE, after })
      const ids = seesContacts(actor) ? found.rows.map(({ id }) => id) : []
      return { ...found, contacts: await personal.maskedContacts(tx, district, ids) }
    })
    yield page.rows.map((row) => ({
      summary: summaryFrom(row, book, now),
      contact: page.contacts.get(row.id),
    }))
    const last = page.rows.at(-1)
    more = page.more && last !== undefined
    after = last && { at: last.reported_at, id: last.id }
  }
}

export const exportRoutes =
  (deps: CaseDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { db, lists, districts, audit, buckets } = deps
    app.route({
      ...caseApi.export,
      async handler(request, reply) {
        const actor = requireActor(request)
        if (!mayExport(actor)) return sendRefusal(reply, caseProblems, { code: 'case/not-your-role' })
        if (!buckets.take(`export ${actor.person}`, PER_MINUTE))
          return sendRefusal(reply, caseProblems, { code: 'case/export-too-often' })
        const { language = 'zh', ...query } = request.query
        const now = deps.now()
        const filter = filterOf(query)
        const scope = scopeOf(actor)
        const rows = await lists.readAs(scope, (tx) =>
          countAllCases(tx, { scope, now }, filter, MOST_ROWS + 1),
        )
        if (rows > MOST_ROWS) {
          const tooLarge: CaseRefusal = {
            code: 'case/export-too-large',
            detail: MOST_ROWS.toLocaleString('en'),
          }
          return sendRefusal(reply, caseProblems, tooLarge)
        }
        await writeAs(db, actor.district, (tx) =>
          audit.exported(tx, { actor, at: now, address: request.ip, list: 'cases', rows, filter: query }),
        )
        // What is reported while the file is being written is not in it.
        const until = { ...filter, to: Math.min(filter.to ?? Infinity, now + 1) }
        const asked = {
          actor,
          book: districts(actor.district),
          language,
          filter,
          now,
          contacts: seesContacts(actor),
        }
        const { sheet, file } = caseSheet(asked, pagesOf(deps, actor, until, now))
        return reply
          .type(XLSX)
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file)}`)
          .header('cache-control', 'no-store')
          .header('gezhi-rows', rows)
          .send(writeWorkbook([sheet], { title: sheet.title, creator: actor.post, at: now }))
      },
    })
  }
