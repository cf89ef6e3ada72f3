// One answer of GET /api/sync: all collections in turn until it is full.
import type { Delta } from '@gezhi/core/sync/sync.api'
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf, type Scope } from '@gezhi/core/people/scope'
import { readAs } from '../../kernel/access.store.ts'
import { canonicalJson } from '../../kernel/canonical.ts'
import type { Collection, Holder } from '../../kernel/collections.ts'
import type { JsonValue } from '../../kernel/stream-kind.ts'
import type { Cursor } from './cursor.ts'
import { streamDelta, type Part, type StreamMark } from './stream.delta.ts'
import type { SyncDeps } from './sync.deps.ts'

/** Rows an answer, reference data beside them: about 90 KB compressed, two seconds on slow 3G (`volume.test.ts`). */
const BUDGET = 750

interface Step {
  readonly part: Part
  readonly mark: JsonValue
  readonly more: boolean
}

interface From {
  readonly mark: JsonValue | undefined
  readonly before: Scope | null
  readonly budget: number
}

async function stepOf(deps: SyncDeps, collection: Collection, holder: Holder, from: From): Promise<Step> {
  const { mark = null, budget } = from
  switch (collection.by) {
    case 'stream': {
      // Gate: the mark was written below and came back signed.
      const at = mark as unknown as StreamMark | null
      const { mark: next, ...step } = await streamDelta(deps, collection, holder, { ...from, mark: at })
      return { ...step, mark: next as unknown as JsonValue }
    }
    case 'version': {
      const version = collection.version(holder)
      const rows = version === mark ? [] : collection.rows(holder)
      return {
        part: { rows, gone: [], restart: version !== mark, complete: true },
        mark: version,
        more: false,
      }
    }
    case 'mark': {
      const again = from.before === null ? mark : null
      const {
        rows,
        gone,
        mark: next,
        more,
      } = await readAs(deps.db, holder.scope, (tx) => collection.changes(tx, holder, again, budget))
      return { part: { rows, gone, restart: again === null, complete: !more }, mark: next, more }
    }
  }
}

const isEmpty = ({ rows, gone, restart }: Part): boolean => rows.length === 0 && gone.length === 0 && !restart

const deltaOf = ({ rows, gone, ...rest }: Part): Delta => ({ rows: [...rows], gone: [...gone], ...rest })

export interface Answer {
  readonly cursor: Cursor
  readonly more: boolean
  readonly collections: Record<string, Delta>
}

/** What changed for the actor since the cursor; null: everything. Collections without change are left out. */
export async function changesFor(deps: SyncDeps, actor: Actor, cursor: Cursor | null): Promise<Answer> {
  const scope = scopeOf(actor)
  const holder: Holder = { actor, scope, now: deps.now() }
  const same = cursor === null || canonicalJson(cursor.scope) === canonicalJson(scope)
  const before = same ? null : cursor.scope
  const marks: Record<string, JsonValue> = {}
  const collections: Record<string, Delta> = {}
  let budget = BUDGET
  let more = false
  for (const collection of deps.collections) {
    const { name } = collection
    const mark = cursor?.marks[name]
    // What has no room in this answer waits as it is, unless there is something to forget.
    if (budget <= 0 && before === null) {
      if (mark !== undefined) marks[name] = mark
      more = true
      continue
    }
    const step = await stepOf(deps, collection, holder, { mark, before, budget })
    marks[name] = step.mark
    more ||= step.more
    if (collection.by !== 'version') budget -= step.part.rows.length
    if (!isEmpty(step.part) || step.more) collections[name] = deltaOf(step.part)
  }
  return { cursor: { district: actor.district, post: actor.post, scope, marks }, more, collections }
}
