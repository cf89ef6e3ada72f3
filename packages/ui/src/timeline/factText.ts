import type { TimelineEntry } from '@gezhi/core/cases/case.api'
import type { Translate, Values } from '../i18n/i18n.ts'
import { fullTime } from '../time/format.ts'

/** Names of codes as the screen knows them; an unknown code is shown as it is. */
export interface Lookups {
  readonly orgName: (code: string) => string
  readonly itemName: (code: string) => string
}

/** One fact as people read it: a sentence, what was written in it, and the pictures that belong to it. */
export interface FactText {
  readonly sentence: string
  readonly quote: string | null
  readonly photos: readonly string[]
  readonly files: readonly string[]
}

type Data = Readonly<Record<string, unknown>>
const record = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {})
const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []

/** Codes that the machinery gives as reasons; people write words. */
const isMachineReason = (value: unknown): boolean => /^[A-Z]+(_[A-Z]+)+$/.test(text(value) ?? '')

function verified(data: Data): string {
  const measured = number(data['distanceM']) !== undefined
  if (text(data['placeReason'])) return `verification.passed.${measured ? 'away' : 'reason'}`
  return measured ? 'verification.passed.distance' : 'verification.passed'
}

/** Some facts read differently by what is in them. */
function variantOf(type: string, data: Data): string {
  switch (type) {
    case 'case.closed':
      return data['merged'] ? `${type}.merged` : type
    case 'case.unmerged':
      return isMachineReason(data['reason']) ? `${type}.machine` : type
    case 'reporter.contacted':
      return data['reached'] ? type : `${type}.not`
    case 'department.arrived':
      return data['pending'] ? `${type}.pending` : data['mode'] === 'REMOTE' ? `${type}.remote` : type
    case 'department.arrival-judged':
      return data['accepted'] ? type : `${type}.not`
    case 'joint.units-changed':
      if (data['answer'] === 'REJECTED') return `${type}.rejected`
      return data['released'] ? `${type}.released` : data['lead'] ? `${type}.lead` : type
    case 'verification.passed':
      return verified(data)
    case 'follow-up.recorded':
      return data['kind'] === 'EXPLAINED' ? `${type}.explained` : type
    case 'case.assessed':
      return record(data['assessment'])['mode'] === 'AUTO' ? `${type}.auto` : type
    case 'rating.solicited-decided':
    case 'escalation.proposed':
      return data['proposal'] === 'RETURN_UP' ? `${type}.returnUp` : type
    case 'appeal.decided':
      return data['upheld'] ? `${type}.upheld` : type
    default:
      return type
  }
}

/** What stands for itself in a sentence; anything else is left out. */
const plain = (value: unknown): string => text(value) ?? number(value)?.toString() ?? ''
const PLAIN_FIELDS = [
  'reference',
  'interimMeasure',
  'legalBasis',
  'measures',
  'leader',
  'post',
  'lead',
  'released',
  'times',
] as const
const OPTION_FIELDS = [
  'source',
  'placeReason',
  'channel',
  'method',
  'whistleType',
  'decisionNeeded',
  'line',
] as const

function valuesOf(data: Data, t: Translate, lookups: Lookups): Values {
  const [order, request, card] = [record(data['order']), record(data['request']), record(data['card'])]
  const rating = record(data['rating'])
  const org = text(order['org']) ?? text(request['org']) ?? text(data['org'])
  const deadline = text(data['deadline'])?.replace(/#\d+$/, '')
  const reason = text(data['reason'])
  const result = text(data['resultType']) ?? text(record(data['result'])['type'])
  const time = (name: string): string =>
    number(data[name]) === undefined ? '—' : fullTime(Number(data[name])).slice(0, 16)
  const urgency = (value: unknown): string => t.any(`urgency:${plain(value)}`, plain(value))
  return {
    ...Object.fromEntries(PLAIN_FIELDS.map((name) => [name, plain(data[name])])),
    ...Object.fromEntries(
      OPTION_FIELDS.map((name) => [name, t.any(`option:${name}.${plain(data[name])}`, plain(data[name]))]),
    ),
    order: number(data['order']) ?? number(order['no']) ?? '',
    card: number(data['card']) ?? number(card['no']) ?? '',
    org: org ? lookups.orgName(org) : '',
    fromGrid: plain(record(data['names'])['from']),
    toGrid: plain(record(data['names'])['to']),
    task: text(order['task']) ?? '',
    item: text(data['item']) ? lookups.itemName(String(data['item'])) : '',
    urgency: urgency(data['urgency']),
    from: urgency(data['from']),
    reason: reason ? t.any(`option:reasonCode.${reason}`, t.any(`machineReason:${reason}`, reason)) : '',
    deadline: deadline ? t.any(`deadline:${deadline}`, deadline) : '',
    resultType: result ? t.any(`option:resultType.${result}`, t.any(`feedback:${result}`, result)) : '',
    requestKind: t.any(`requestKind:${plain(request['kind'])}`, plain(request['kind'])),
    cardLevel: t.any(`cardLevel:${String(card['level'])}`, ''),
    cardOrg: text(card['org']) ? lookups.orgName(String(card['org'])) : '',
    partner: text(rating['to']) ? lookups.orgName(String(rating['to'])) : '',
    rating: number(data['rating']) ?? number(rating['rating']) ?? '',
    score: number(data['score']) ?? number(record(data['assessment'])['finalScore']) ?? '',
    count: Array.isArray(data['steps']) ? data['steps'].length : '',
    distance: Math.round(number(data['distanceM']) ?? 0),
    reviewAt: time('reviewAt'),
    planAt: time('planAt'),
    until: time('until'),
    promisedBy: time('promisedBy'),
  }
}

/** What somebody wrote: shown under the sentence, unless the sentence says it already. */
function quoteOf(type: string, data: Data, sentence: string): string | null {
  const request = record(data['request'])
  const written = [
    data['question'],
    data['finding'],
    data['explanation'],
    data['guidance'],
    data['text'],
    record(data['report'])['text'],
    record(data['result'])['text'],
    data['note'],
    type === 'case.voided' || isMachineReason(data['reason']) ? undefined : data['reason'],
    request['reason'],
    record(data['card'])['reason'],
    data['measures'],
    data['justification'],
  ]
  // Cards of the ladder name the rule that brought them: the fact before them says it in words.
  return (
    written.map(text).find((quote) => quote && !quote.startsWith('rule:') && !sentence.includes(quote)) ??
    null
  )
}

/**
 * Says one fact in plain words, to stand after the name of who did it: 「西城街道 签收工单 2」.
 * A kind of fact this screen does not know yet shows its own name, so nothing is hidden.
 */
export function factText(
  { type, data }: Pick<TimelineEntry, 'type' | 'data'>,
  t: Translate,
  lookups: Lookups,
): FactText {
  const given = record(data)
  const sentence = t.any(`fact:${variantOf(type, given)}`, type, valuesOf(given, t, lookups))
  return {
    sentence,
    quote: quoteOf(type, given, sentence),
    photos: ['photos', 'report', 'result'].flatMap((name) =>
      name === 'photos' ? texts(given[name]) : texts(record(given[name])['photos']),
    ),
    files: texts(given['files']),
  }
}
