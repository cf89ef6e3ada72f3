// Files that were there a moment ago: a report names photos that this process has mostly just taken, and asking the
// database for each of them cost a fifth of a report.

/** A file is cleared after seven days without a reference at the earliest: what was there a minute ago is there. */
const LIFE_MS = 60_000
const MOST = 20_000

export interface Known {
  readonly has: (district: number, hash: string) => boolean
  readonly add: (district: number, hash: string) => void
}

/** `now` is real time in milliseconds. */
export function createKnown(now: () => number = () => performance.now()): Known {
  const until = new Map<string, number>()
  return {
    has: (district, hash) => (until.get(`${district}/${hash}`) ?? 0) > now(),
    add(district, hash) {
      if (until.size >= MOST) until.clear()
      until.set(`${district}/${hash}`, now() + LIFE_MS)
    },
  }
}
