import type { SealedTable } from '../../kernel/vault.ts'
import type { PeopleFeature } from './index.ts'

/**
 * `gezhi keys rotate`: seals all personal data with a new key. Cut short and begun again it goes on with the same key;
 * until it is through the old keys are read. Old keys stay in the file: backups need them.
 */
export async function rotateKeysCommand(
  { rotateKeys }: Pick<PeopleFeature, 'rotateKeys'>,
  tables: readonly SealedTable[],
): Promise<number> {
  const { key, rows, resumed } = await rotateKeys(tables)
  process.stdout.write(
    resumed
      ? `A rotation that was cut short is through: ${rows} rows are sealed with the key ${key}\n`
      : `${rows} rows are sealed with the new key ${key}. Keep the earlier keys in the file: backups are sealed with them\n`,
  )
  return 0
}
