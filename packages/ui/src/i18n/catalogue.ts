import type { zh } from './zh.ts'

/** Subjects with their texts. Placeholders are written `{name}`. */
export type Catalogue = Readonly<Record<string, Readonly<Record<string, string>>>>

/** `subject:key` of every text in a catalogue. */
export type KeyOf<C extends Catalogue> = {
  [S in keyof C & string]: `${S}:${keyof C[S] & string}`
}[keyof C & string]

/** A catalogue with the same keys: what every other language must be. */
export type SameKeys<C extends Catalogue> = {
  readonly [S in keyof C]: { readonly [K in keyof C[S]]: string }
}

export type TextKey = KeyOf<typeof zh>

/** What is missing, too many, empty, or has other placeholders in the second catalogue; empty when they agree. */
export function differences(a: Catalogue, b: Catalogue): string[] {
  const flat = (catalogue: Catalogue) =>
    new Map(
      Object.entries(catalogue).flatMap(([s, texts]) =>
        Object.entries(texts).map(([k, v]) => [`${s}:${k}`, v]),
      ),
    )
  const [one, two] = [flat(a), flat(b)]
  const holes = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].sort().join()
  const found: string[] = []
  for (const key of new Set([...one.keys(), ...two.keys()])) {
    const [x, y] = [one.get(key), two.get(key)]
    if (x === undefined || y === undefined)
      found.push(`${key} is missing in the ${x === undefined ? 'first' : 'second'}`)
    else if (!x.trim() || !y.trim()) found.push(`${key} is empty`)
    else if (holes(x) !== holes(y)) found.push(`${key} has other placeholders: ${x} · ${y}`)
  }
  return found
}
