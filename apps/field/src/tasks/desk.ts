import { call, Offline, type Output } from '@gezhi/client/call'
import { caseApi } from '@gezhi/core/cases/case.api'
import { TASK_KINDS, type TaskKind } from '@gezhi/core/cases/task'
import type { HeldCase } from '@gezhi/core/cases/device'
import { useGezhi } from '@gezhi/ui/data'
import { useQuery } from '@tanstack/react-query'
import { useHeld, useRows } from '../offline/held.ts'

export type Desk = Output<typeof caseApi.desk>

const REFRESH_MS = 30_000

/** By due time; read again every half minute and when the phone is taken up. */
function useDeskOfCentre(kind: TaskKind | null) {
  return useQuery({
    queryKey: ['desk', kind],
    queryFn: ({ signal }) => call(caseApi.desk, { query: kind ? { kind } : {} }, { signal }),
    refetchInterval: REFRESH_MS,
    refetchOnWindowFocus: true,
  })
}

/** The desk as this device knows it: tasks by due time, those without one last. */
export function deskOf(rows: readonly HeldCase[], kind: TaskKind | null, now: number): Desk {
  const all = rows
    .flatMap(({ summary, tasks }) => tasks.map((task) => ({ ...task, case: summary })))
    .sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity))
  const counts = TASK_KINDS.map((one) => {
    const own = all.filter((task) => task.kind === one)
    return {
      kind: one,
      count: own.length,
      overdue: own.filter(({ dueAt }) => dueAt !== null && dueAt < now).length,
    }
  })
  return { counts, tasks: kind ? all.filter((task) => task.kind === kind) : all }
}

/** What this post has to do next: of the centre, or of this device when the centre cannot be asked. */
export function useDesk(kind: TaskKind | null) {
  const { clock } = useGezhi()
  const asked = useDeskOfCentre(kind)
  const rows = useRows<HeldCase>('cases')
  const completeAt = useHeld()?.replica.completeAt() ?? null
  const isFresh = asked.data && !(asked.error instanceof Offline)
  if (isFresh || !rows || completeAt === null) return asked
  return { data: deskOf(rows, kind, clock.now()), error: null, dataUpdatedAt: completeAt }
}

export const countOf = (desk: Desk | undefined, kind: TaskKind): number =>
  desk?.counts.find((count) => count.kind === kind)?.count ?? 0

/** All tasks of the desk and the overdue ones among them. */
export const totalOf = (desk: Desk): { readonly count: number; readonly overdue: number } =>
  desk.counts.reduce((sum, one) => ({ count: sum.count + one.count, overdue: sum.overdue + one.overdue }), {
    count: 0,
    overdue: 0,
  })
