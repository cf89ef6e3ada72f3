// A page of the cases behind a figure: units in the reader's scope, with the case as far as it may still be seen.
import type { Drill } from '@gezhi/core/assessment/figure.view'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf, type Scope } from '@gezhi/core/people/scope'
import { KernelProblem } from '../../kernel/problem.ts'
import type { AssessmentDeps } from './assessment.deps.ts'
import { findUnits, type DrillCursor, type Wanted } from './drill.store.ts'
import type { FigureQuery } from './figure.query.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const cursorText = ({ at, id, key }: DrillCursor): string =>
  Buffer.from(`${at}/${id}/${key}`).toString('base64url')

function cursorOf(text: string | undefined): DrillCursor | undefined {
  if (text === undefined) return undefined
  const [at = '', id = '', ...key] = Buffer.from(text, 'base64url').toString().split('/')
  if (!/^\d{1,15}$/.test(at) || !UUID.test(id))
    throw new KernelProblem('request/invalid', { detail: 'after: not a cursor of this list' })
  return { at: Number(at), id, key: key.join('/') }
}

interface Reading {
  readonly actor: Actor
  readonly scope: Scope
  readonly query: FigureQuery
  readonly wanted: Wanted
}

/**
 * `scope` decides which units are counted; the cases themselves are read in the actor's own scope, so that a unit of
 * a case that left the area still counts and shows nothing.
 */
export async function drillPage(
  deps: Pick<AssessmentDeps, 'lists' | 'now' | 'districts' | 'summaries'>,
  { actor, scope, query, wanted }: Reading,
  page: { readonly limit: number; readonly after: string | undefined },
): Promise<Drill> {
  const after = cursorOf(page.after)
  const { rows, more, total } = await deps.lists.readAs(scope, (tx) =>
    findUnits(tx, query, wanted, { limit: page.limit, after }),
  )
  const ids = [...new Set(rows.map(({ case_id }) => case_id))]
  const at = { district: actor.district, now: deps.now() }
  const cases = await deps.lists.readAs(scopeOf(actor), (tx) => deps.summaries(tx, at, ids))
  const { rules } = deps.districts(actor.district)
  const last = rows.at(-1)
  return {
    indicator: wanted.indicator,
    entries: rows.map(({ case_id, at: moment, no, org, counts, value }) => ({
      case: cases.get(case_id) ?? null,
      at: moment,
      no,
      org,
      orgName: org === null ? null : (rules.organisation(org)?.shortName ?? org),
      counted: counts,
      value,
    })),
    next: more && last ? cursorText({ at: last.at, id: last.case_id, key: last.key }) : null,
    total,
  }
}
