import { isIP } from 'node:net'
import { resolve } from 'node:path'

export const PROCESS_ROLES = ['http', 'worker', 'ingest'] as const
/**
 * What this process does. `http`: requests and live streams of people. `worker`: deadlines, durable readers of the feed,
 * notices, housekeeping. `ingest`: what registered systems send with their keys. One process may do several.
 */
export type ProcessRole = (typeof PROCESS_ROLES)[number]

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export const CRYPTO_SUITES = ['international', 'national'] as const

export interface OidcConfig {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

export const BACKUP_METHODS = ['logical', 'base'] as const

export interface BackupConfig {
  /** Folder of the archive; null: none is named. */
  readonly to: string | null
  /** age1…; who can open the backups. */
  readonly recipients: readonly string[]
  /** How a database server is backed up: a dump, or a base backup that archived WAL leads on from. */
  readonly method: (typeof BACKUP_METHODS)[number]
  /** Days after which a backup is removed by the next one; null: never. */
  readonly keepDays: number | null
}

export interface BaseMapConfig {
  /** With `{z} {x} {y}`, or WMTS' `{TileMatrix} {TileCol} {TileRow}`; may hold a key, which never leaves the server. */
  readonly url: string
  readonly name: string
  readonly attribution: string
  readonly maxZoom: number
}

/** Everything that the surroundings decide. Read once from the environment; nobody else reads it. */
export interface Config {
  readonly host: string
  /** 0 asks the system for a free port. */
  readonly port: number
  /** Null: the embedded database in `home`. */
  readonly databaseUrl: string | null
  /** A streaming replica of that database for lists and dashboards; null: they ask the primary. */
  readonly databaseReadUrl: string | null
  /** Milliseconds that the replica may be behind; further behind nobody is sent to it. */
  readonly readStaleMs: number
  /** Folder of the installation: embedded database, files, built screens, kept secret. Absolute. */
  readonly home: string
  readonly roles: readonly ProcessRole[]
  /**
   * Milliseconds for which a process that was told to stop still takes connections while `/ready` says 503: longer than
   * the balancer in front of it takes to look. 0 with the embedded database, which nobody balances.
   */
  readonly stopWaitMs: number
  readonly logLevel: LogLevel
  /** Origin under which browsers reach the server, when a proxy stands in front of it. */
  readonly publicUrl: string | null
  /** Secret for sessions; null: one is made and kept in `home`. */
  readonly secret: string | null
  /** Key file of the personal data, kept apart from the rest; null: one is made and kept in `home`. */
  readonly personalKeyFile: string | null
  /** What new keys of the personal data work with: AES and SHA-2, or SM4 and SM3. Keys that are there keep theirs. */
  readonly cryptoSuite: (typeof CRYPTO_SUITES)[number]
  readonly oidc: OidcConfig | null
  readonly backup: BackupConfig
  /** Days for which the answer to a command is repeated; 90 is what phones are promised. */
  readonly answerDays: number
  /** Whether the first start loads the registers of the district pack: buildings, flats, shops. */
  readonly library: boolean
  /** A collector of OpenTelemetry that takes OTLP over HTTP, and the share of traces it gets; null: none. */
  readonly traces: { readonly to: string; readonly share: number } | null
  /** A raster base map of others beside the own vector one; null: none. */
  readonly baseMap: BaseMapConfig | null
  /** Folder of pg_dump and the like; null: the newest that the machine has. */
  readonly postgresBin: string | null
  /** Demo posts and the demo clock. Only with the embedded database on a loopback address, never otherwise. */
  readonly demo: boolean
}

/** What is wrong with the environment, in one sentence for the operator. */
export class ConfigError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>

/** True for addresses that only this machine reaches: 127.0.0.0/8, ::1 and `localhost`. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

function text(env: Environment, name: string): string | null {
  const value = env[name]?.trim()
  return value ? value : null
}

function among<const V extends string>(name: string, value: string, allowed: readonly V[]): V {
  const found = allowed.find((one) => one === value)
  if (found === undefined) throw new ConfigError(`${name} is "${value}"; allowed: ${allowed.join(', ')}`)
  return found
}

function portOf(env: Environment): number {
  const port = Number(text(env, 'PORT') ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new ConfigError('PORT is not a port number')
  return port
}

/** The embedded database belongs to one process, so that process has to do everything. */
function rolesOf(env: Environment, databaseUrl: string | null): readonly ProcessRole[] {
  const named = (text(env, 'GEZHI_ROLES') ?? PROCESS_ROLES.join(',')).split(',')
  const roles = [...new Set(named.map((role) => among('GEZHI_ROLES', role.trim(), PROCESS_ROLES)))]
  if (databaseUrl === null && roles.length < PROCESS_ROLES.length)
    throw new ConfigError(
      'GEZHI_ROLES: the embedded database is open in one process only, which then has every role; ' +
        'set DATABASE_URL to run roles apart',
    )
  return Object.freeze(roles)
}

/** Milliseconds of a setting in seconds, 0 to 60. */
function secondsOf(env: Environment, name: string, usual: number): number {
  const seconds = Number(text(env, name) ?? usual)
  if (!(seconds >= 0 && seconds <= 60)) throw new ConfigError(`${name} must be 0 to 60 seconds`)
  return seconds * 1000
}

function databaseUrlOf(env: Environment, name = 'DATABASE_URL'): string | null {
  const url = text(env, name)
  if (url && !/^postgres(ql)?:\/\//.test(url)) throw new ConfigError(`${name} must begin with postgres://`)
  return url
}

function readUrlOf(env: Environment, databaseUrl: string | null): string | null {
  const url = databaseUrlOf(env, 'DATABASE_READ_URL')
  if (url !== null && databaseUrl === null)
    throw new ConfigError('DATABASE_READ_URL needs DATABASE_URL: it names a replica of that database')
  return url
}

function originOf(env: Environment): string | null {
  const url = text(env, 'GEZHI_PUBLIC_URL')
  if (url === null) return null
  if (!URL.canParse(url)) throw new ConfigError('GEZHI_PUBLIC_URL is not a URL')
  return new URL(url).origin
}

function oidcOf(env: Environment): OidcConfig | null {
  const issuer = text(env, 'OIDC_ISSUER')
  if (issuer === null) return null
  const clientId = text(env, 'OIDC_CLIENT_ID')
  const clientSecret = text(env, 'OIDC_CLIENT_SECRET')
  if (clientId === null || clientSecret === null)
    throw new ConfigError('OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET')
  return { issuer, clientId, clientSecret }
}

function secretOf(env: Environment): string | null {
  const secret = text(env, 'GEZHI_SECRET')
  if (secret !== null && secret.length < 32)
    throw new ConfigError('GEZHI_SECRET must have 32 characters or more')
  return secret
}

function backupOf(env: Environment): BackupConfig {
  const to = text(env, 'GEZHI_BACKUP_TO')
  const days = text(env, 'GEZHI_BACKUP_KEEP_DAYS')
  const keepDays = days === null ? null : Number(days)
  if (keepDays !== null && !(Number.isInteger(keepDays) && keepDays >= 1))
    throw new ConfigError('GEZHI_BACKUP_KEEP_DAYS must be a whole number of days, 1 or more')
  return {
    to: to === null ? null : resolve(to),
    recipients: (text(env, 'GEZHI_BACKUP_RECIPIENTS') ?? '').split(/[\s,]+/).filter((one) => one !== ''),
    method: among('GEZHI_BACKUP_METHOD', text(env, 'GEZHI_BACKUP_METHOD') ?? 'logical', BACKUP_METHODS),
    keepDays,
  }
}

function answerDaysOf(env: Environment): number {
  const days = Number(text(env, 'GEZHI_ANSWER_DAYS') ?? 90)
  if (!Number.isInteger(days) || days < 90)
    throw new ConfigError('GEZHI_ANSWER_DAYS must be 90 or more: phones are promised so many')
  return days
}

/** Only maps in our datum: streets of a shifted one (GCJ-02, BD-09) would lie up to 600 m beside our grids. */
function baseMapOf(env: Environment): BaseMapConfig | null {
  const url = text(env, 'BASE_MAP_URL')
  if (url === null) return null
  const isWhole = /\{(x|TileCol)\}/.test(url) && /\{(y|TileRow)\}/.test(url) && /\{(z|TileMatrix)\}/.test(url)
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '') || !isWhole)
    throw new ConfigError('BASE_MAP_URL must begin with http(s):// and hold {z}, {x} and {y}')
  const datum = (text(env, 'BASE_MAP_DATUM') ?? 'CGCS2000').toUpperCase()
  if (!['CGCS2000', 'WGS84', 'WGS-84'].includes(datum))
    throw new ConfigError(
      `BASE_MAP_DATUM is ${datum}: only CGCS2000 and WGS-84 lie under our grids, others are shifted`,
    )
  const maxZoom = Number(text(env, 'BASE_MAP_MAX_ZOOM') ?? 18)
  if (!Number.isInteger(maxZoom) || maxZoom < 1 || maxZoom > 20)
    throw new ConfigError('BASE_MAP_MAX_ZOOM must be 1 to 20')
  const name = text(env, 'BASE_MAP_NAME') ?? '外部底图 External map'
  return { url, name, attribution: text(env, 'BASE_MAP_ATTRIBUTION') ?? '', maxZoom }
}

/** By the names that OpenTelemetry gives to the same settings everywhere. */
function tracesOf(env: Environment): Config['traces'] {
  const to = text(env, 'OTEL_EXPORTER_OTLP_ENDPOINT')
  if (to === null) return null
  if (!/^https?:$/.test(URL.parse(to)?.protocol ?? ''))
    throw new ConfigError(
      'OTEL_EXPORTER_OTLP_ENDPOINT must be an address that begins with http:// or https://',
    )
  const share = Number(text(env, 'OTEL_TRACES_SAMPLER_ARG') ?? 0.1)
  if (!(share >= 0 && share <= 1)) throw new ConfigError('OTEL_TRACES_SAMPLER_ARG must lie between 0 and 1')
  return { to, share }
}

/** The one reading of the environment. Throws `ConfigError`. */
export function readConfig(env: Environment): Config {
  const databaseUrl = databaseUrlOf(env)
  const host = text(env, 'HOST') ?? '127.0.0.1'
  return Object.freeze({
    host,
    port: portOf(env),
    databaseUrl,
    databaseReadUrl: readUrlOf(env, databaseUrl),
    readStaleMs: secondsOf(env, 'DATABASE_READ_STALE', 5),
    home: resolve(text(env, 'GEZHI_HOME') ?? './.gezhi'),
    roles: rolesOf(env, databaseUrl),
    stopWaitMs: secondsOf(env, 'GEZHI_STOP_WAIT', databaseUrl === null ? 0 : 1),
    logLevel: among('LOG_LEVEL', text(env, 'LOG_LEVEL') ?? 'info', LOG_LEVELS),
    publicUrl: originOf(env),
    secret: secretOf(env),
    personalKeyFile: text(env, 'GEZHI_PERSONAL_KEY_FILE'),
    cryptoSuite: among('GEZHI_CRYPTO', text(env, 'GEZHI_CRYPTO') ?? 'international', CRYPTO_SUITES),
    oidc: oidcOf(env),
    backup: backupOf(env),
    library: among('GEZHI_LIBRARY', text(env, 'GEZHI_LIBRARY') ?? 'pack', ['pack', 'none']) === 'pack',
    answerDays: answerDaysOf(env),
    traces: tracesOf(env),
    baseMap: baseMapOf(env),
    postgresBin: text(env, 'GEZHI_POSTGRES_BIN'),
    demo: databaseUrl === null && isLoopback(host),
  })
}
