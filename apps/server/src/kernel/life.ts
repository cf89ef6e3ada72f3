/** Where a process is between its start and its end: what balancers, proxies and live connections go by. */
export type Phase = 'starting' | 'ready' | 'stopping'

export interface Life {
  readonly phase: () => Phase
  /** Requests may come. */
  readonly begin: () => void
  /** From now on: `/ready` says 503, every answer closes its connection, no live stream is opened. */
  readonly end: () => void
}

export function createLife(): Life {
  let phase: Phase = 'starting'
  return {
    phase: () => phase,
    begin() {
      if (phase === 'starting') phase = 'ready'
    },
    end() {
      phase = 'stopping'
    },
  }
}
