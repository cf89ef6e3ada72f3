// Numbers of rounds to one honest line: median, spread, and how far from the goal.

/** One round of a bench. `ratio` above 1 means better than the goal or the base. */
export interface Round {
  readonly ratio: number
  /** What was done in a second. */
  readonly rate: number
  readonly more: Readonly<Record<string, number>>
}

export interface Report {
  readonly bench: string
  /** What `ratio` compares, in words. */
  readonly of: string
  readonly goal: number
  readonly rounds: readonly Round[]
  readonly setting: Readonly<Record<string, string | number>>
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}

/** The value below which `share` of all lie; the largest for a share of 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
}

const rounded = (value: number): number => Number(value.toPrecision(4))

/** One object: the median of the rounds, their spread, and each of them. */
export function summary({ bench, of, goal, rounds, setting }: Report) {
  const ratios = rounds.map(({ ratio }) => ratio)
  const ratio = median(ratios)
  return {
    bench,
    ratio: rounded(ratio),
    rate: rounded(median(rounds.map(({ rate }) => rate))),
    of,
    goal,
    met: ratio >= goal,
    spread: { least: rounded(Math.min(...ratios)), most: rounded(Math.max(...ratios)) },
    setting,
    rounds: rounds.map((round) => ({
      ratio: rounded(round.ratio),
      rate: rounded(round.rate),
      ...Object.fromEntries(Object.entries(round.more).map(([name, value]) => [name, rounded(value)])),
    })),
  }
}

/** The same for people. */
export function table(report: Report): string {
  const { bench, ratio, rate, of, goal, met, spread, setting, rounds } = summary(report)
  const names = Object.keys(rounds[0] ?? {})
  const rows = [
    ['round', ...names],
    ...rounds.map((round, index) => [
      String(index + 1),
      ...names.map((name) => String((round as Readonly<Record<string, number>>)[name] ?? '')),
    ]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? []
  return [
    `${bench}: ${of}`,
    Object.entries(setting)
      .map(([name, value]) => `${name} ${value}`)
      .join(' · '),
    '',
    ...rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')),
    '',
    `median ratio ${ratio} (${spread.least}–${spread.most}), goal ${goal}: ${met ? 'met' : 'MISSED'} · ${rate}/s`,
  ].join('\n')
}
