// Turns lives into rows: places them in the log, chains their hashes, and fills the tables that people read.
import type { CaseState } from '@gezhi/core/cases/case'
import type { CaseFact } from '@gezhi/core/cases/facts'
import { evolve } from '@gezhi/core/cases/evolve'
import { newCase } from '@gezhi/core/cases/case.new'
import type { Rulebook } from '@gezhi/core/districts/district'
import { hash } from 'node:crypto'
import { dayOfDate } from '@gezhi/core/kernel/calendar'
import { rowsOf } from '../../features/assessment/contribution.rows.ts'
import { contributionRow } from '../../features/assessment/contribution.store.ts'
import { orderRows, rowOf, taskRows } from '../../features/cases/case.store.ts'
import { FIRST } from '../../kernel/fact-log.store.ts'
import type { RunningDeadline } from '../../kernel/stream-kind.ts'
import { createSink, type Lines, type Sink } from './sink.ts'
import { isoText, type Filling } from './stencil.ts'
import { createSums } from './sums.ts'
import { CASE_COLUMNS, copyLine, ORDER_COLUMNS, UNIT_COLUMNS, type Template } from './template.ts'

const PACK_COLUMNS = [
  'district', 'stream', 'version_from', 'kind', 'seqs', 'blocks', 'facts', 'command_ids', 'hashes', 'recorded_at',
] // oxfmt-ignore
const FACT_COLUMNS = [
  'district', 'seq', 'kind', 'stream', 'version', 'type', 'at', 'data', 'command_id', 'hash', 'recorded_at',
] // oxfmt-ignore
const TASK_COLUMNS = [
  'case_id', 'ord', 'kind', 'org', 'grid', 'post', 'roles', 'except_persons', 'order_no', 'request_no', 'card_no',
  'due_at', 'urgency',
] // oxfmt-ignore
const DEADLINE_COLUMNS = ['district', 'kind', 'stream', 'key', 'due_at']

/** What one case is to become. */
export interface Cast {
  readonly template: Template
  readonly filling: Filling
  /** Days by which the template is moved. */
  readonly days: number
  /** Long ended: its facts go into a pack. */
  readonly packed: boolean
  /** First local day whose single units are kept, not only their sums. */
  readonly unitsFrom: number
}

interface Setting {
  readonly district: number
  readonly rules: Rulebook
  readonly seed: number
  readonly until: number
  /** Those that run in a state. */
  readonly deadlines: (state: CaseState) => readonly RunningDeadline[]
  readonly last: { readonly seq: number; readonly hash: Buffer } | null
}

interface Placed {
  readonly seq: number
  readonly data: string
  readonly type: string
  readonly at: number
  readonly commandId: string
  readonly hash: string
}

const array = (values: readonly (string | null)[]): string =>
  `{${values.map((value) => (value === null ? 'NULL' : `"${value}"`)).join(',')}}`

const withDistrict = (columns: readonly string[]) => ['district', ...columns]
const escape = (json: string): string => (json.includes('\\') ? json.replaceAll('\\', '\\\\') : json)

export class Filler {
  readonly #setting: Setting
  readonly #tables = new Map<string, { readonly columns: readonly string[]; readonly sink: Sink }>()
  readonly #sums = createSums()
  readonly #groups = new WeakMap<object, number>()
  #hash: Buffer
  #room = Buffer.alloc(1 << 16)
  seq: number
  commands = 0
  open = 0

  constructor(setting: Setting) {
    this.#setting = setting
    this.seq = setting.last?.seq ?? 0
    this.#hash = setting.last?.hash ?? FIRST.hash
  }

  get hash(): Buffer {
    return this.#hash
  }

  add(cast: Cast): void {
    const ends = cast.template.endedAt + cast.filling.shift
    if (ends > this.#setting.until) this.#addUnfinished(cast)
    else this.#addEnded(cast)
  }

  /** Everything written since the last call. */
  take(): Lines[] {
    return [...this.#tables].map(([table, { columns, sink }]) => ({ table, columns, pieces: sink.take() }))
  }

  sums() {
    return this.#sums
  }

  #line(table: string, columns: readonly string[], line: string): void {
    const known = this.#tables.get(table) ?? { columns, sink: createSink() }
    this.#tables.set(table, known)
    known.sink.line(line)
  }

  #addEnded({ template, filling, days, packed, unitsFrom }: Cast): void {
    const { district } = this.#setting
    const first = this.seq + 1
    const facts = this.#chain(
      template.facts.map(({ data, ...fact }) => ({
        ...fact,
        at: fact.at + filling.shift,
        data: data(filling, days),
      })),
      filling.stream,
    )
    if (packed) this.#pack(filling.stream, facts)
    else for (const [index, fact] of facts.entries()) this.#fact(filling.stream, index + 1, fact)
    this.#line(
      'case_row',
      withDistrict(CASE_COLUMNS),
      `${district}\t${template.row(filling, days)}${packed ? '\\N' : template.state(filling, days)}`,
    )
    for (const order of template.orders)
      this.#line('case_order', withDistrict(ORDER_COLUMNS), `${district}\t${order(filling, days)}`)
    for (const sum of template.sums) this.#sums.add(this.#group(sum), sum.day + days, sum)
    for (const { day, from, to, before, after } of template.units) {
      // By its own day: a case that was reported long before may have ended since.
      if (day + days < unitsFrom) continue
      const ended = to === null ? '\\N' : String(first - 1 + to)
      const line = `${district}\t${before(filling, days)}${first - 1 + from}\t${ended}${after(filling, days)}`
      this.#line('contribution', withDistrict(UNIT_COLUMNS), line)
    }
  }

  #group(sum: Template['sums'][number]): number {
    const known = this.#groups.get(sum)
    if (known !== undefined) return known
    const group = this.#sums.groupOf(sum)
    this.#groups.set(sum, group)
    return group
  }

  /** What has happened until now: the rules fold it, and what runs and waits is written as the product would. */
  #addUnfinished({ template, filling, days }: Cast): void {
    const { until, rules, district } = this.#setting
    const { stream } = filling
    const first = this.seq + 1
    const given = template.facts.filter(({ at }) => at + filling.shift <= until)
    const texts = given.map(({ data, ...fact }) => ({
      ...fact,
      at: fact.at + filling.shift,
      data: data(filling, days),
    }))
    const facts = this.#chain(texts, stream)
    for (const [index, fact] of facts.entries()) this.#fact(stream, index + 1, fact)
    const happened = texts.map(({ data }) => JSON.parse(data) as CaseFact)
    const state = happened.reduce(evolve, newCase)
    const row = rowOf(stream, state, rules)
    if (row.open) this.open++
    const write = (table: string, columns: readonly string[], values: Readonly<Record<string, unknown>>) =>
      this.#line(table, withDistrict(columns), `${district}\t${copyLine(columns, values)}`)
    write('case_row', CASE_COLUMNS, row)
    for (const order of orderRows(stream, state)) write('case_order', ORDER_COLUMNS, order)
    for (const { roles, except_persons, ...task } of taskRows(stream, state, district))
      write('case_task', TASK_COLUMNS, {
        ...task,
        roles: array(roles),
        except_persons: array(except_persons),
      })
    for (const { key, dueAt } of this.#setting.deadlines(state))
      this.#line('deadline', DEADLINE_COLUMNS, `${district}\tcase\t${stream}\t${key}\t${isoText(dueAt)}`)
    const { offset } = rules.calendar
    const placed = happened.map((fact, index) => ({ seq: first + index, fact }))
    const { opened, sums } = rowsOf([{ id: stream, facts: placed }], rules, 0)
    for (const unit of opened) write('contribution', UNIT_COLUMNS, contributionRow(unit, offset))
    for (const sum of sums) this.#sums.add(this.#sums.groupOf(sum), dayOfDate(sum.day), sum)
  }

  /** Gives facts their places and hashes: over canonical JSON, its keys in order (`chainHash` of the kernel). */
  #chain(
    facts: readonly {
      readonly type: string
      readonly at: number
      readonly command: number
      readonly data: string
    }[],
    stream: string,
  ): Placed[] {
    const { district } = this.#setting
    let command = -1
    let commandId = ''
    return facts.map((fact, index) => {
      if (fact.command !== command) {
        command = fact.command
        commandId = this.#commandId()
      }
      const seq = ++this.seq
      const { type, at, data } = fact
      this.#hash = this.#link(
        `{"at":${at},"commandId":"${commandId}","data":${data},"district":${district},"kind":"case","seq":${seq},"stream":"${stream}","type":"${type}","version":${index + 1}}`,
      )
      return { seq, data, type, at, commandId, hash: this.#hash.toString('hex') }
    })
  }

  /** What `sha256` of the kernel answers for the hash before and this text, without two buffers for each. */
  #link(text: string): Buffer {
    const most = this.#hash.length + 3 * text.length
    if (this.#room.length < most) this.#room = Buffer.alloc(2 * most)
    this.#hash.copy(this.#room)
    const end = this.#hash.length + this.#room.write(text, this.#hash.length)
    return hash('sha256', this.#room.subarray(0, end), 'buffer')
  }

  /** Version 8 ids of our own making: seed and number of the command. */
  #commandId(): string {
    const count = (++this.commands).toString(16).padStart(12, '0')
    const seed = (this.#setting.seed >>> 0).toString(16).padStart(8, '0')
    return `${seed}-51a0-8000-8000-${count}`
  }

  #pack(stream: string, facts: readonly Placed[]): void {
    const { district } = this.#setting
    const blocks = [...new Set(facts.map(({ seq }) => Math.floor(seq / 1024)))]
    let [seqs, data, ids, hashes, times] = ['', '', '', '', '']
    for (const fact of facts) {
      const comma = seqs === '' ? '' : ','
      seqs += `${comma}${fact.seq}`
      data += `${comma}${fact.data}`
      ids += `${comma}${fact.commandId}`
      hashes += fact.hash
      times += `${comma}${isoText(fact.at)}`
    }
    this.#line(
      'fact_pack',
      PACK_COLUMNS,
      `${district}\t${stream}\t1\tcase\t{${seqs}}\t{${blocks.join()}}\t[${escape(data)}]\t{${ids}}\t\\\\x${hashes}\t{${times}}`,
    )
  }

  #fact(stream: string, version: number, { seq, data, type, at, commandId, hash }: Placed): void {
    const { district } = this.#setting
    const time = isoText(at)
    this.#line(
      'fact',
      FACT_COLUMNS,
      `${district}\t${seq}\tcase\t${stream}\t${version}\t${type}\t${time}\t${escape(data)}\t${commandId}\t\\\\x${hash}\t${time}`,
    )
  }
}
