// A feed outlives its sign-in: it ends when its session or post does, or when the post is another one now.
import type { Actor } from '@gezhi/core/people/actor'
import { scopeOf } from '@gezhi/core/people/scope'
import type { FastifyRequest } from 'fastify'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Admission } from '../../kernel/admission.ts'
import { canonicalJson } from '../../kernel/canonical.ts'
import { KernelProblem } from '../../kernel/problem.ts'
import type { Stream } from './live.stream.ts'

/** Sign-ins of one morning are also changes: all feeds are looked at once in this time. */
const SWEEP_PAUSE_MS = 1000

/** An open feed, what asked for it, and who that was then. */
export interface Admitted {
  readonly request: FastifyRequest
  readonly actor: Actor
  readonly stream: Stream
}

/**
 * What changes in this process takes effect at once; what another process changes, and posts that end by their day,
 * with the next ping.
 */
export function createAdmittance(admission: Admission, readers: ReadonlySet<Admitted>) {
  let sweeping = false
  let again = false
  let closed = false

  /** Ends the feed of somebody who may not read what it was opened for. The browser comes back as who it is now. */
  async function check({ request, actor, stream }: Admitted): Promise<void> {
    try {
      const now = await admission.actorOf(request)
      const same = now?.post === actor.post && canonicalJson(scopeOf(now)) === canonicalJson(scopeOf(actor))
      if (!same) stream.end()
    } catch (error) {
      // The database being away takes nobody's right: asked again with the next ping.
      if (error instanceof KernelProblem && error.code === 'session/required') stream.end()
    }
  }

  async function sweep(): Promise<void> {
    if (sweeping || closed) {
      again = true
      return
    }
    sweeping = true
    for (const reader of readers) await check(reader)
    await sleep(SWEEP_PAUSE_MS, undefined, { ref: false })
    sweeping = false
    if (!again) return
    again = false
    void sweep()
  }
  const deaf = admission.onChange(() => void sweep())

  return {
    check,
    close() {
      closed = true
      deaf()
    },
  }
}
