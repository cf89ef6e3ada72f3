/** What an archive says about itself: no personal data, no secret, so that prune and incremental copies can read it. */
import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { canonicalJson } from '../../kernel/canonical.ts'
import { BackupRefused } from './backup-refused.ts'

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** An encrypted file of the archive; bytes and hash (SHA-256) are those of the encrypted file. */
const Part = Type.Object({ name: Type.String(), bytes: Type.Integer(), sha256: Hash })
export type Part = Static<typeof Part>

/**
 * `logical`: pg_dump of one snapshot. `base`: pg_basebackup, from which archived WAL leads to any later moment.
 * `embedded`: the folder of the embedded database, at rest.
 */
const Method = Type.Union([Type.Literal('logical'), Type.Literal('base'), Type.Literal('embedded')])
export type Method = Static<typeof Method>

const Head = Type.Object({ district: Type.Integer(), seq: Type.Integer(), hash: Hash })
export type Head = Static<typeof Head>

const Contents = Type.Object({
  /** Last fact of each district's chain. */
  heads: Type.Array(Head),
  /** Rows by schema.table. */
  counts: Type.Record(Type.String(), Type.Integer()),
  migrations: Type.Array(Type.String()),
})
/** What the database held at the moment of the backup. */
export type Contents = Static<typeof Contents>

const Engine = Type.Object({
  /** Version of PostgreSQL, by its own words. */
  version: Type.String(),
  database: Type.String(),
  user: Type.String(),
})
export type Engine = Static<typeof Engine>

const Manifest = Type.Object({
  format: Type.Literal(1),
  /** Name of the backup and of its folder: moment in UTC. */
  name: Type.String({ pattern: '^\\d{8}T\\d{6}Z$' }),
  /** Milliseconds since 1970. */
  createdAt: Type.Integer(),
  method: Method,
  /** Version of Gezhi. */
  program: Type.String(),
  engine: Engine,
  contents: Contents,
  /** Marks of the keys of the personal data (id and a piece of a hash). The keys are never in the archive. */
  personalKeys: Type.Array(Type.String()),
  database: Part,
  /** Uploaded files by their name in the store; they lie beside all backups, shared. */
  files: Type.Array(Part),
  /** First segment of WAL that a `base` may need; null for the others. */
  firstWal: Type.Union([Type.String(), Type.Null()]),
})
export type Manifest = Static<typeof Manifest>

/** 20261122T223400Z; sorts by time. */
export const backupName = (at: number): string =>
  new Date(at).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '')

export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 1)}\n`

/** SHA-256 of what the manifest says, whatever its spacing. */
export const manifestHash = (manifest: Manifest): string =>
  createHash('sha256').update(canonicalJson(manifest)).digest('hex')

/** Throws `BackupRefused` when the text is no manifest that this program can read. */
export function parseManifest(text: string, path: string): Manifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new BackupRefused(`${path} is cut off or altered: it is no JSON`)
  }
  if (!Value.Check(Manifest, value))
    throw new BackupRefused(
      `${path} is altered, or was written by a newer program: it is no manifest of format 1`,
    )
  return value
}
