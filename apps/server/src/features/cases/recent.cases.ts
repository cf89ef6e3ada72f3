// Cases as they stand after facts that readers have just been given.
import type { CaseState } from '@gezhi/core/cases/case'
import { wholeDistrict } from '@gezhi/core/people/scope'
import { readAs } from '../../kernel/access.store.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { StoredFact } from '../../kernel/stream-kind.ts'
import { findStates } from './page.store.ts'

/**
 * States of the cases of these facts, by id, with these facts and perhaps later ones. What this process has changed it
 * knows; what others changed is read, all at once: a page of facts costs one transaction, not one for each of them.
 */
export async function casesAfter(
  { db, recent }: Pick<Deps, 'db' | 'recent'>,
  district: number,
  facts: readonly Pick<StoredFact, 'stream' | 'version'>[],
): Promise<ReadonlyMap<string, CaseState>> {
  const needed = new Map<string, number>()
  for (const { stream, version } of facts) needed.set(stream, Math.max(version, needed.get(stream) ?? 0))
  const states = new Map<string, CaseState>()
  const unknown: string[] = []
  for (const [stream, version] of needed) {
    const found = recent.find('case', district, stream)
    // Gate: the kind `case` keeps states of cases.
    if (found && found.version >= version) states.set(stream, found.state as CaseState)
    else unknown.push(stream)
  }
  if (unknown.length === 0) return states
  const read = await readAs(db, wholeDistrict(district), (tx) => findStates(tx, district, unknown))
  return new Map([...states, ...read])
}
