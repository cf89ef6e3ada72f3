// The way to the centre as a phone has it: it falls silent without a word, and comes back without a request's noticing.

/** Longest wait for one answer: a hundred commands at a busy centre, or a page of changes on slow 3G, take 10 s. */
const ANSWER_MS = 60_000

export interface Line {
  /** Like `fetch`, and fails when the line was cut or nothing has come for a minute. */
  readonly fetch: typeof fetch
  /** Aborted when the line is cut. Of now: ask for it when something begins. */
  readonly signal: () => AbortSignal
  /** Ends what is on its way: it was sent into a network that is gone. Everything sent here may be sent again. */
  readonly cut: () => void
}

export function createLine(send: typeof fetch, answerMs = ANSWER_MS): Line {
  let current = new AbortController()
  return {
    fetch(input, init) {
      const own = init?.signal ? [init.signal] : []
      const signal = AbortSignal.any([...own, current.signal, AbortSignal.timeout(answerMs)])
      return send(input, { ...init, signal })
    },
    signal: () => current.signal,
    cut() {
      const before = current
      current = new AbortController()
      before.abort(new DOMException('the network changed', 'NetworkError'))
    },
  }
}
