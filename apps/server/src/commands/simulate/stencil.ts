/**
 * A text of which only marked places differ from case to case: written once by the rules, filled ten million times. Filling
 * costs 4 µs for the 150 places of a case, running its rules again 3 ms.
 */
import { MARKS } from './lives.ts'

/** What one case has of its own. */
export interface Filling {
  readonly stream: string
  readonly number: string
  readonly text: string
  readonly address: string
  readonly person: string
  readonly lon: string
  readonly lat: string
  /** Added to every instant of the life, in milliseconds: whole weeks and some minutes of the same day. */
  readonly shift: number
}

type Slot = 'stream' | 'number' | 'numberLower' | 'text' | 'address' | 'person' | 'lon' | 'lat'
type Part =
  | string
  | { readonly slot: Slot }
  | { readonly ms: number }
  | { readonly iso: number }
  | { readonly day: number }

const TOKEN = new RegExp(
  [
    MARKS.stream,
    MARKS.number,
    MARKS.number.toLowerCase(),
    MARKS.text,
    MARKS.address,
    MARKS.person,
    String.raw`\u0001[xyid][-\d.]+\u0002`,
    String.raw`(?<=[:,[])1\d{12}(?=[,}\]])`,
  ].join('|'),
  'g',
)
const NAMED: Readonly<Record<string, Slot>> = {
  [MARKS.stream]: 'stream',
  [MARKS.number]: 'number',
  [MARKS.number.toLowerCase()]: 'numberLower',
  [MARKS.text]: 'text',
  [MARKS.address]: 'address',
  [MARKS.person]: 'person',
}

/** An instant that is to be written as a timestamp, and one of which only the local day counts. */
export const isoMark = (at: number): string => `\u0001i${at}\u0002`
export const dayMark = (day: number): string => `\u0001d${day}\u0002`

function partOf(token: string): Part {
  const slot = NAMED[token]
  if (slot) return { slot }
  if (!token.startsWith('\u0001')) return { ms: Number(token) }
  const value = Number(token.slice(2, -1))
  const kind = token[1]
  if (kind === 'x' || kind === 'y') return { slot: kind === 'x' ? 'lon' : 'lat' }
  return kind === 'd' ? { day: value } : { iso: value }
}

/** Coordinates of the life are marked before the text is cut. */
export const markPlace = (text: string, [lon, lat]: readonly [number, number]): string =>
  text.replaceAll(`:${lon}`, ':\u0001x0\u0002').replaceAll(`:${lat}`, ':\u0001y0\u0002')

const DAY = 86_400_000
const dates = new Map<number, string>()
/** A date of a day number; there are some thousand of them. */
export function dateText(day: number): string {
  const known = dates.get(day)
  if (known !== undefined) return known
  const text = new Date(day * DAY).toISOString().slice(0, 10)
  dates.set(day, text)
  return text
}

export type Stencil = (filling: Filling, days: number) => string

/** `days`: whole days by which `day` places move; the shift of instants is in the filling. */
export function createStencil(text: string): Stencil {
  const parts: Part[] = []
  let end = 0
  for (const found of text.matchAll(TOKEN)) {
    if (found.index > end) parts.push(text.slice(end, found.index))
    parts.push(partOf(found[0]))
    end = found.index + found[0].length
  }
  parts.push(text.slice(end))
  return (filling, days) => {
    let filled = ''
    for (const part of parts)
      if (typeof part === 'string') filled += part
      else if ('slot' in part)
        filled += part.slot === 'numberLower' ? filling.number.toLowerCase() : filling[part.slot]
      else if ('ms' in part) filled += part.ms + filling.shift
      else if ('iso' in part) filled += isoText(part.iso + filling.shift)
      else filled += dateText(part.day + days)
    return filled
  }
}

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`)

/** `toISOString` costs four times as much. */
export function isoText(at: number): string {
  const day = Math.floor(at / DAY)
  const left = at - day * DAY
  const ms = left % 1000
  const seconds = (left - ms) / 1000
  const pad = ms < 10 ? '00' : ms < 100 ? '0' : ''
  return `${dateText(day)}T${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${pad}${ms}Z`
}
