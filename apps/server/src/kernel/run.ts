/** The one way in which anything changes: a command goes to a stream, facts or a refusal come back. */
import type { Deps } from './deps.ts'
import { typeOf } from './metrics.ts'
import { traced, here } from './traces.ts'
import { canonicalJson, sha256 } from './canonical.ts'
import {
  anyKind,
  type Coded,
  type Envelope,
  type Outcome,
  type Recorded,
  type StreamKind,
} from './stream-kind.ts'

/** What a caller says; the kernel adds the time at which it was received. */
export type Issued<C, X = undefined> = Omit<Envelope<C, X>, 'receivedAt'>

/**
 * Runs one command: decided on the locked state of its stream and committed with others in one transaction.
 * The same `commandId` again gets the first answer (`replayed`), whoever sent it in between.
 * Throws `request/key-reused` when the id belonged to another command, stream or post, and `server/busy` when the
 * queue is full or the database is away: then sending it again is safe.
 */
export function run<C, F extends Recorded, S, R extends Coded, X = undefined>(
  deps: Pick<Deps, 'commits' | 'metrics' | 'now'>,
  kind: StreamKind<C, F, S, R, X>,
  issued: Issued<C, X>,
): Promise<Outcome<R>> {
  const { district, actor, command } = issued
  // PostgreSQL gives UUIDs back in lower case; an id in capitals is the same id.
  const stream = issued.stream.toLowerCase()
  const commandId = issued.commandId.toLowerCase()
  const fingerprint = sha256(canonicalJson({ kind: kind.name, district, stream, post: actor.post, command }))
  const attributes = { 'gezhi.kind': kind.name, 'gezhi.type': typeOf(command), 'gezhi.stream': stream }
  const outcome = traced('command', { attributes }, async (span) => {
    const settled = await new Promise<Outcome<Coded>>((resolve, reject) => {
      const envelope = { ...issued, stream, commandId, receivedAt: deps.now() }
      deps.commits.add({ kind: anyKind(kind), envelope, fingerprint, resolve, reject, trace: here() })
    })
    span.setAttribute('gezhi.result', settled.ok ? 'accepted' : settled.refusal.code)
    return settled
  })
  return outcome.then(
    (settled) => {
      deps.metrics.countCommand(kind.name, command, settled)
      // Gate: the refusal came from this kind's own `decide`, now or when the answer was stored.
      return settled as Outcome<R>
    },
    (error: unknown) => {
      deps.metrics.countCommand(kind.name, command, null)
      throw error
    },
  )
}
