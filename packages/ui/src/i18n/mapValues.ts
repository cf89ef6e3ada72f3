/** The same keys with other values, keeping the keys in the type. */
export function mapValues<K extends string, V, W>(
  record: Readonly<Record<K, V>>,
  make: (value: V) => W,
): Record<K, W> {
  const pairs = (Object.entries(record) as [K, V][]).map(([key, value]) => [key, make(value)] as const)
  // `Object.fromEntries` forgets the keys; they are those of `record`.
  return Object.fromEntries(pairs) as Record<K, W>
}
