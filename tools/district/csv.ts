/** Tables as RFC 4180 text: UTF-8, header row, line feeds. */
type Value = string | number | boolean | undefined

const cell = (value: Value): string => {
  const text = value === undefined ? '' : typeof value === 'boolean' ? (value ? 'Y' : 'N') : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Columns are those of the first row, in its order. */
export function csv(rows: readonly Readonly<Record<string, Value>>[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','))
  return `${[columns.join(','), ...lines].join('\n')}\n`
}

/** One feature a line, so that a changed grid is one changed line. */
export function geojson(
  note: string,
  features: readonly { readonly properties: Readonly<Record<string, Value>>; readonly geometry: unknown }[],
): string {
  const lines = features.map(({ properties, geometry }) =>
    JSON.stringify({ type: 'Feature', properties, geometry }),
  )
  return `{"type":"FeatureCollection","note":${JSON.stringify(note)},"features":[\n${lines.join(',\n')}\n]}\n`
}
