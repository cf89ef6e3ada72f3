// The exported list: its columns, its rows page by page, and what stands above it.
import type { CaseSummary } from '@gezhi/core/cases/case.view'
import { maskText } from '@gezhi/core/people/masking'
import type { Actor } from '@gezhi/core/people/actor'
import type { DistrictBook } from '../../kernel/district.ts'
import type { MaskedContact } from '../../kernel/personal.ts'
import type { CellValue } from '../../office/sheet-xml.ts'
import { ROWS, type Column, type Sheet } from '../../office/workbook.ts'
import { filled, wallTime, wordsIn, type Language } from '../../office/words.ts'
import { exportTexts, type ExportTexts } from './export.texts.ts'
import type { Filter } from './find.store.ts'

export interface ListedCase {
  readonly summary: CaseSummary
  /** Undefined where the reader may see no contact, masked or not. */
  readonly contact: MaskedContact | undefined
}

interface Asked {
  readonly actor: Actor
  readonly book: DistrictBook
  readonly language: Language
  readonly filter: Filter
  /** Milliseconds. */
  readonly now: number
  /** Two columns more: the reporter's name and phone, masked. */
  readonly contacts: boolean
}

type Field = Column & { readonly of: (one: ListedCase) => CellValue }

function fieldsOf({ book, language, contacts }: Asked, t: ExportTexts): readonly Field[] {
  const word = wordsIn(language)
  const text = (title: string, width: number, of: (one: CaseSummary) => string | null): Field => ({
    title,
    width,
    kind: 'text',
    of: ({ summary }) => of(summary),
  })
  const time = (title: string, of: (one: CaseSummary) => number | null): Field => ({
    title,
    width: 17,
    kind: 'time',
    of: ({ summary }) => of(summary),
  })
  return [
    text(t.number, 22, ({ number }) => number),
    text(t.matter, 36, (one) => (one.sensitive ? t.hidden : maskText(one.title))),
    text(t.urgency, 12, ({ urgency }) => word('urgency', urgency)),
    text(t.state, 12, ({ state }) => word('state', state)),
    text(t.step, 10, ({ step }) => word('step', step)),
    text(t.category, 18, ({ item }) =>
      item === null ? null : (book.rules.item(item)?.categoryName ?? null),
    ),
    text(t.item, 26, ({ itemName }) => itemName),
    text(t.street, 14, ({ streetName }) => streetName),
    text(t.community, 18, ({ communityName }) => communityName),
    text(t.grid, 20, ({ grid }) => (grid === null ? null : (book.rules.grid(grid)?.name ?? grid))),
    text(t.address, 32, (one) => (one.sensitive ? t.hidden : one.address && maskText(one.address))),
    text(t.source, 14, ({ source }) => word('option', `source.${source}`)),
    text(t.holder, 18, ({ holder }) => holder?.orgName ?? null),
    time(t.due, ({ holder }) => holder?.dueAt ?? null),
    text(t.overdue, 8, ({ overdue }) => (overdue ? t.yes : t.no)),
    time(t.reportedAt, ({ reportedAt }) => reportedAt),
    time(t.closedAt, ({ closedAt }) => closedAt),
    ...(contacts
      ? [
          {
            title: t.reporter,
            width: 12,
            kind: 'text' as const,
            of: (one: ListedCase) => one.contact?.name ?? null,
          },
          {
            title: t.phone,
            width: 16,
            kind: 'text' as const,
            of: (one: ListedCase) => one.contact?.phone ?? null,
          },
        ]
      : []),
  ]
}

/** The filters in words, one behind the other. */
function filterText({ filter, book, language }: Asked, t: ExportTexts): string {
  const word = wordsIn(language)
  const words = (subject: string, keys: readonly string[], before = '') =>
    keys.map((key) => word(subject, before + key)).join(language === 'zh' ? '、' : ', ')
  const org = (code: string) => book.rules.organisation(code)?.name ?? code
  const parts: [keyof ExportTexts, string | undefined][] = [
    ['step', filter.step && words('step', filter.step)],
    ['state', filter.state && words('state', filter.state)],
    ['urgency', filter.urgency && words('urgency', filter.urgency)],
    ['source', filter.source && words('option', filter.source, 'source.')],
    // Codes of items are W, the category's two digits, and three of its own.
    [
      'category',
      filter.category && (book.rules.item(`W${filter.category}001`)?.categoryName ?? filter.category),
    ],
    ['item', filter.item && (book.rules.item(filter.item)?.name ?? filter.item)],
    ['org', filter.org && org(filter.org)],
    ['street', filter.street && org(filter.street)],
    ['community', filter.community && org(filter.community)],
    ['grid', filter.grid && (book.rules.grid(filter.grid)?.name ?? filter.grid)],
    ['open', filter.open === undefined ? undefined : filter.open ? t.yes : t.no],
    ['overdue', filter.overdue === undefined ? undefined : filter.overdue ? t.yes : t.no],
    ['text', filter.text],
    ['box', filter.box?.join(', ')],
    ['from', filter.from === undefined ? undefined : wallTime(filter.from)],
    ['to', filter.to === undefined ? undefined : wallTime(filter.to)],
  ]
  const colon = language === 'zh' ? '：' : ': '
  const said = parts.flatMap(([name, value]) => (value ? [`${t[name]}${colon}${value}`] : []))
  return said.length === 0 ? t.everything : said.join(language === 'zh' ? '；' : '; ')
}

const DIGITS = /[- :]/g

/** Sheet and file name of an export; `pages` is read as the file is written. */
export function caseSheet(
  asked: Asked,
  pages: AsyncIterable<readonly ListedCase[]>,
): { sheet: Sheet; file: string } {
  const { actor, book, language, now } = asked
  const t = exportTexts[language]
  const fields = fieldsOf(asked, t)
  const who = [
    book.postName(actor.post) ?? actor.post,
    wordsIn(language)('role', actor.role),
    book.rules.organisation(actor.org)?.name ?? actor.org,
  ].join(' · ')
  async function* rows() {
    for await (const page of pages) for (const one of page) yield fields.map(({ of }) => of(one))
  }
  const sheet: Sheet = {
    name: t.sheet,
    title: filled(t.title, { district: book.name }),
    about: [
      [t.count, ROWS],
      [t.filter, filterText(asked, t)],
      [t.exportedBy, who],
      [t.exportedAt, wallTime(now)],
      [t.note, t.noteText],
    ],
    columns: fields,
    rows: rows(),
  }
  return { sheet, file: `${t.file}-${wallTime(now).replaceAll(DIGITS, '')}.xlsx` }
}
