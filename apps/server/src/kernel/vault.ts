// Where personal values are sealed; the feature `people` keeps the keys, others are handed a vault.

/** Seals texts with the current key; what is sealed says in front with which key, so old keys go on opening it. */
export interface Vault {
  /** `place` is where the value belongs: moved elsewhere it cannot be opened. */
  readonly seal: (text: string, place: string) => Buffer
  /** Throws when the key is unknown or the bytes are not what was sealed for this place. */
  readonly open: (bytes: Buffer, place: string) => string
  /** Finds equal values without knowing them; the same under every key. */
  readonly fingerprint: (text: string) => Buffer
}

/** A table with sealed columns: what the rotation of keys goes through. */
export interface SealedTable {
  /** With its schema: `identity.resident`. */
  readonly table: string
  /** Column that, with the district, names a row. */
  readonly id: string
  readonly columns: readonly string[]
  /** Column with the key's id, where the bytes do not say it themselves. */
  readonly keyColumn?: string
  readonly place: (district: number, id: string, column: string) => string
}

/** Place of a sealed value: the same in storing, reading and rotating. */
export const placeIn =
  (table: string) =>
  (district: number, id: string, column: string): string =>
    `${district}/${table}/${id}/${column}`
