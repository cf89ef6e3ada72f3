import { KernelProblem } from './problem.ts'

/** Lets so many works in at once; the others wait in line. */
export interface Gate {
  /** Throws `server/busy` when the line did not move far enough in time; nothing was done then. */
  readonly through: <T>(work: () => Promise<T>) => Promise<T>
}

export interface GateOptions {
  /** Works at once. */
  readonly most: number
  /** Longest wait in line, milliseconds. */
  readonly waitMs: number
}

/** First come, first served. For work that is slower when more of it is done at once. */
export function createGate({ most, waitMs }: GateOptions): Gate {
  const line = new Set<() => void>()
  let inside = 0

  function wait(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const enter = () => {
      clearTimeout(timer)
      line.delete(enter)
      inside++
      resolve()
    }
    const timer = setTimeout(() => {
      line.delete(enter)
      reject(new KernelProblem('server/busy'))
    }, waitMs)
    line.add(enter)
    return promise
  }

  return {
    async through(work) {
      if (inside < most) inside++
      else await wait()
      try {
        return await work()
      } finally {
        inside--
        // The first in line is the first in the order of insertion.
        for (const enter of line) {
          enter()
          break
        }
      }
    },
  }
}
