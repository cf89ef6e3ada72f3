// One request to the centre and what came of it, written down in one transaction.
import { syncApi, type CommandResult, type KeptCommand } from '@gezhi/core/sync/sync.api'
import { call, Offline, Refused } from './call.ts'
import type { CommandRow, DeviceDb, FileRow } from './device.db.ts'
import { unseal } from './device.vault.ts'
import { backOff } from './live.ts'
import { placeOf } from './outbox.ts'
import { withSentFiles } from './outbox.pick.ts'

export interface PostSetting {
  readonly db: DeviceDb
  readonly key: CryptoKey
  readonly person: string
  readonly now: () => number
  /** 0 to 1. */
  readonly chance: () => number
  readonly fetch: typeof fetch
  /** Headers of a device that was signed out remotely and delivers what it still has. */
  readonly headers: () => Readonly<Record<string, string>>
}

/** `ok`: go on · `smaller`: the request itself was refused, try fewer · the rest ends this round. */
export type PostOutcome = 'ok' | 'smaller' | 'offline' | 'busy' | 'sign-in' | 'revoked'

async function wireOf({ db, key, person }: PostSetting, row: CommandRow): Promise<KeptCommand> {
  const { id, kind, version, stream, post, files } = row
  const sentAs = new Map<string, string>()
  for (const hash of files) {
    const file = await db.get('file', `${person}/${hash}`)
    if (file?.sentAs) sentAs.set(hash, file.sentAs)
  }
  const body = withSentFiles(await unseal(key, row.body, placeOf(id)), sentAs)
  return { id, kind, version, stream, post, body }
}

/** Marks what goes out now; what was withdrawn or taken up elsewhere meanwhile is left out. */
async function markSending(db: DeviceDb, rows: readonly CommandRow[]): Promise<CommandRow[]> {
  const tx = db.transaction('command', 'readwrite')
  const marked: CommandRow[] = []
  for (const { seq, id } of rows) {
    const current = seq === undefined ? undefined : await tx.store.get(seq)
    if (current?.id !== id || (current.state !== 'saved' && current.state !== 'sending')) continue
    const next: CommandRow = { ...current, state: 'sending', attempts: current.attempts + 1 }
    await tx.store.put(next)
    marked.push(next)
  }
  await tx.done
  return marked
}

const versionOf = (answer: unknown): number | undefined =>
  typeof answer === 'object' && answer !== null && 'version' in answer && typeof answer.version === 'number'
    ? answer.version
    : undefined

/** The centre does not have the files any more: they lay there too long before this command came. */
const wantsFiles = (row: CommandRow, { problem }: CommandResult): boolean =>
  row.files.length > 0 &&
  row.attempts < 4 &&
  problem?.code === 'request/invalid' &&
  problem.detail?.startsWith('not uploaded') === true

function settled(row: CommandRow, given: CommandResult | undefined, at: PostSetting): CommandRow {
  const { problem: _, ...rest } = row
  const now = at.now()
  const later = { notBefore: now + backOff(row.attempts, at.chance) }
  if (!given || given.result === 'held') return { ...rest, state: 'saved' }
  const problem = given.problem ? { problem: given.problem } : {}
  switch (given.result) {
    case 'accepted': {
      const reached = versionOf(given.answer)
      return { ...rest, state: 'received', settledAt: now, ...(reached === undefined ? {} : { reached }) }
    }
    case 'refused':
      return { ...rest, state: wantsFiles(row, given) ? 'saved' : 'refused', ...problem }
    case 'later':
      return { ...rest, state: 'saved', ...problem, ...later }
  }
}

/** The centre has taken a photo with its command: the original may follow. Or it has lost it: all goes out again. */
function changeOfFiles(row: CommandRow, result: CommandResult): ((file: FileRow) => FileRow) | null {
  if (wantsFiles(row, result)) return (file) => ({ ...file, sentAs: null })
  if (result.result !== 'accepted') return null
  return (file) => (file.small && file.sentAs === file.small.hash ? { ...file, owed: true } : file)
}

async function writeDown(
  setting: PostSetting,
  rows: readonly CommandRow[],
  results: readonly CommandResult[],
): Promise<void> {
  const byId = new Map(results.map((result) => [result.id.toLowerCase(), result]))
  const tx = setting.db.transaction(['command', 'file'], 'readwrite')
  for (const row of rows) {
    const result = byId.get(row.id)
    await tx.objectStore('command').put(settled(row, result, setting))
    const change = result ? changeOfFiles(row, result) : null
    for (const hash of change ? row.files : []) {
      const file = await tx.objectStore('file').get(`${setting.person}/${hash}`)
      if (file && change) await tx.objectStore('file').put(change(file))
    }
  }
  await tx.done
}

function outcomeOf(error: unknown): Exclude<PostOutcome, 'ok'> {
  if (error instanceof Offline) return 'offline'
  if (!(error instanceof Refused)) throw error
  const { status, code } = error.problem
  if (code === 'device/revoked') return 'revoked'
  if (status === 401) return 'sign-in'
  // A page of somebody else's network (hotel, train) or a proxy without its server is no answer of the centre.
  if (status >= 500 || status === 429 || code.startsWith('http/')) return 'busy'
  return 'smaller'
}

/** Sends these rows in one request. Their states are written down before and after it, whatever happens in between. */
export async function post(setting: PostSetting, picked: readonly CommandRow[]): Promise<PostOutcome> {
  const rows = await markSending(setting.db, picked)
  if (rows.length === 0) return 'ok'
  try {
    const commands = await Promise.all(rows.map((row) => wireOf(setting, row)))
    const { results } = await call(
      syncApi.commands,
      { body: { commands } },
      { fetch: setting.fetch, headers: setting.headers() },
    )
    await writeDown(setting, rows, results)
    return 'ok'
  } catch (error) {
    const outcome = outcomeOf(error)
    const alone = outcome === 'smaller' && rows.length === 1
    const refusal = alone && error instanceof Refused ? error.problem : null
    const results = rows.map(({ id }): CommandResult =>
      refusal ? { id, result: 'refused', problem: refusal } : { id, result: 'held' },
    )
    await writeDown(setting, rows, results)
    return alone ? 'ok' : outcome
  }
}
