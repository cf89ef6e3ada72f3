// The commands of one request: those of a stream one after another, streams beside each other.
import type { CommandResult, KeptCommand } from '@gezhi/core/sync/sync.api'
import { syncProblems } from '@gezhi/core/sync/refusals'
import { refusalProblem } from '../../kernel/problem.ts'

export type EnterOne = (command: KeptCommand) => Promise<CommandResult>

const heldBack = (id: string): CommandResult => ({
  id,
  result: 'held',
  problem: refusalProblem(syncProblems, { code: 'sync/held-back' }),
})

async function enterStream(commands: readonly KeptCommand[], enter: EnterOne): Promise<CommandResult[]> {
  const results: CommandResult[] = []
  let open = true
  for (const command of commands) {
    const result: CommandResult = open ? await enter(command) : heldBack(command.id)
    open = result.result === 'accepted'
    results.push(result)
  }
  return results
}

/**
 * Results in the order of `commands`. What was decided on the device after a command that did not succeed rests on it:
 * it is held back instead of being tried on a state that its author never saw.
 */
export async function enterAll(commands: readonly KeptCommand[], enter: EnterOne): Promise<CommandResult[]> {
  const streams = Map.groupBy(commands, ({ stream }) => stream.toLowerCase())
  const results = await Promise.all([...streams.values()].map((own) => enterStream(own, enter)))
  const queues = new Map([...streams.keys()].map((stream, index) => [stream, results[index] ?? []]))
  return commands.flatMap(({ stream }) => queues.get(stream.toLowerCase())?.shift() ?? [])
}
