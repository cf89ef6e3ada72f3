// Who used the processor during a run, in cores: read from /proc, so that a ratio can be told from a starved one.
import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks a second of /proc; 100 on every Linux that Node runs on. */
const TICKS = 100

interface Seen {
  readonly pid: number
  readonly parent: number
  readonly ticks: number
}

function see(pid: number): Seen | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number)
    // What ended children used is in their parent: a connection that closed is still counted.
    return {
      pid,
      parent: Number(fields[1]),
      ticks: (utime ?? 0) + (stime ?? 0) + (cutime ?? 0) + (cstime ?? 0),
    }
  } catch {
    return null
  }
}

const pids = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)

/** Ticks that a process and everything below it has used. */
function ticksOf(root: number, seen: ReadonlyMap<number, Seen>): number {
  let sum = 0
  const left = [root]
  for (let pid = left.pop(); pid !== undefined; pid = left.pop()) {
    sum += seen.get(pid)?.ticks ?? 0
    for (const each of seen.values()) if (each.parent === pid) left.push(each.pid)
  }
  return sum
}

function busyTicks(): number {
  const [, user, nice, system, , , irq, soft, steal] = readFileSync('/proc/stat', 'utf8')
    .split(/\s+/)
    .map(Number)
  return (user ?? 0) + (nice ?? 0) + (system ?? 0) + (irq ?? 0) + (soft ?? 0) + (steal ?? 0)
}

function snapshot() {
  const seen = new Map(
    pids()
      .flatMap((pid) => see(pid) ?? [])
      .map((each) => [each.pid, each]),
  )
  return { seen, busy: busyTicks(), at: performance.now() }
}

/** Cores of each named process tree, and of everything else on the machine, since `watchCores` was called. */
export type Cores = Readonly<Record<string, number>>

/** `const cores = watchCores(); …; cores({ database: cluster.pid, server: server.pid })`. */
export function watchCores(): (roots: Readonly<Record<string, number>>) => Cores {
  const before = snapshot()
  return (roots) => {
    const after = snapshot()
    const seconds = (after.at - before.at) / 1000
    const used = Object.entries(roots).map(
      ([name, pid]) =>
        [name, Math.max(0, ticksOf(pid, after.seen) - ticksOf(pid, before.seen)) / TICKS / seconds] as const,
    )
    const own = used.reduce((sum, [, cores]) => sum + cores, 0)
    const all = (after.busy - before.busy) / TICKS / seconds
    return Object.fromEntries([...used, ['others', Math.max(0, all - own)]])
  }
}

/** Resident memory of a process in megabytes. */
export function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}
