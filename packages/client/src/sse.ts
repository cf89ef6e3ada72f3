/** One event of a server-sent stream, as the HTML standard §9.2 defines it. */
export interface SseEvent {
  readonly event: string
  readonly data: string
  readonly id: string | null
}

/**
 * Reads a stream piece by piece; a piece may end anywhere, also inside a line or between CR and LF.
 * Comments and `retry` are ignored; `id` stays in force for later events until it changes.
 */
export function sseReader(): (piece: string) => SseEvent[] {
  let rest = ''
  let data: string[] = []
  let event = 'message'
  let id: string | null = null

  const take = (line: string, out: SseEvent[]): void => {
    if (line === '') {
      if (data.length) out.push({ event, data: data.join('\n'), id })
      data = []
      event = 'message'
      return
    }
    const colon = line.indexOf(':')
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (name === 'data') data.push(value)
    else if (name === 'event') event = value
    else if (name === 'id' && !value.includes('\0')) id = value
  }

  return (piece) => {
    const out: SseEvent[] = []
    rest += piece
    // A trailing CR may be half of CR LF: it waits for the next piece.
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) take(line, out)
    return out
  }
}
