import type { caseApi } from '@gezhi/core/cases/case.api'
import type { Input } from '@gezhi/client/call'

export type CaseQuery = Omit<NonNullable<Input<typeof caseApi.find>['query']>, 'limit' | 'after'>

const TEXTS = [
  'state',
  'step',
  'urgency',
  'category',
  'item',
  'org',
  'street',
  'community',
  'grid',
  'source',
  'card',
  'text',
  'box',
] as const
const FLAGS = ['open', 'overdue'] as const
const TIMES = ['from', 'to'] as const

/** A filter read from the address bar; what is not a filter is left out. */
export function filterOf(search: string): CaseQuery {
  const given = new URLSearchParams(search)
  const entries: [string, string | boolean | number][] = []
  for (const name of TEXTS) {
    const value = given.get(name)
    if (value) entries.push([name, value])
  }
  for (const name of FLAGS) if (given.get(name) === 'true') entries.push([name, true])
  for (const name of TIMES) {
    const value = Number(given.get(name))
    if (given.has(name) && Number.isSafeInteger(value) && value > 0) entries.push([name, value])
  }
  return Object.fromEntries(entries)
}

/** A filter as it stands in the address bar, always in the same order, empty parts left out. */
export function searchOf(filter: CaseQuery): string {
  const search = new URLSearchParams()
  for (const name of [...TEXTS, ...FLAGS, ...TIMES]) {
    const value = filter[name]
    if (value !== undefined && value !== '' && value !== false) search.set(name, String(value))
  }
  return search.toString()
}

/** Comma-separated values of one filter. */
export const listOf = (value: string | undefined): string[] => value?.split(',').filter(Boolean) ?? []

export interface SavedFilter {
  readonly name: string
  readonly search: string
}

const KEY = 'gezhi.filters'

export function readSaved(): readonly SavedFilter[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isSaved) : []
  } catch {
    return []
  }
}

const isSaved = (value: unknown): value is SavedFilter =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'search' in value &&
  typeof value.search === 'string'

export const keepSaved = (saved: readonly SavedFilter[]): void =>
  localStorage.setItem(KEY, JSON.stringify(saved))
