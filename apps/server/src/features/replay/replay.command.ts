/** `gezhi replay <file> --map <mapping>`: plays foreign requests through the interface of a running server. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { NotADemonstration } from './cast.ts'
import { ServerAway } from './client.ts'
import { MappingError, readMapping } from './mapping.ts'
import { Interrupted, replay, StateOfAnother, type ReplayOrder } from './replay.ts'
import { MissingColumns } from './rows.ts'

const DEFAULT_URL = 'http://127.0.0.1:8080'

interface Options {
  readonly map: string
  readonly url: string
  readonly speed?: number
  readonly limit?: number
  readonly state?: string
}

/** Mistakes of the operator and things that the replay cannot help: said in their own words, without a trace. */
const isSaid = (error: unknown): error is Error =>
  [MappingError, MissingColumns, NotADemonstration, ServerAway, StateOfAnother, Interrupted].some(
    (kind) => error instanceof kind,
  ) ||
  (error instanceof Error && 'code' in error && ['ENOENT', 'EACCES', 'EISDIR'].includes(String(error.code)))

function positive(text: string): number {
  const value = Number(text)
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('must be a number above 0')
  return value
}

function whole(text: string): number {
  const value = positive(text)
  if (!Number.isInteger(value)) throw new InvalidArgumentError('must be a whole number')
  return value
}

function address(text: string): string {
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? ''))
    throw new InvalidArgumentError('must be an http address')
  return text
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path)) hash.update(part as Buffer)
  return hash.digest('hex')
}

async function orderOf(file: string, options: Options): Promise<ReplayOrder> {
  await access(file)
  const text = await readFile(options.map, 'utf8')
  const read = readMapping(text, options.map)
  const { code } = read.mapping.source
  return {
    ...read,
    file,
    url: options.url,
    speed: options.speed,
    limit: options.limit ?? null,
    state: resolve(options.state ?? `replay-${code}.state.json`),
    fileHash: await hashOf(file),
    mappingHash: createHash('sha256').update(text).digest('hex'),
  }
}

function program(run: (file: string, options: Options) => Promise<void>): Command {
  return new Command('replay')
    .description(
      'play foreign requests (CSV or JSON lines) through the interface of a running demonstration server',
    )
    .argument('<file>', 'CSV with a header, or JSON lines')
    .requiredOption('--map <mapping>', 'YAML file that says what the columns mean')
    .option('--url <address>', 'the running server', address, DEFAULT_URL)
    .option('--speed <factor>', 'times as fast as life; without it as fast as the server can', positive)
    .option('--limit <n>', 'only the first n rows', whole)
    .option('--state <file>', 'where the position is kept (default: replay-<source>.state.json)')
    .exitOverride()
    .action(run)
}

/** Runs the sub-command with the arguments after its name; answers the exit code. */
export async function replayCommand(argv: readonly string[]): Promise<number> {
  let exitCode = 0
  const command = program(async (file, options) => {
    exitCode = await replay(await orderOf(file, options), process.stdout)
  })
  try {
    await command.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode
    if (!isSaid(error)) throw error
    process.stderr.write(`${error.message}\n`)
    return error instanceof Interrupted ? 130 : 1
  }
}
