// Step 1 上报: draft, report, ingest, self-handle, accept, ask and supplement, withdraw, void (E00–E09).
import type { Location } from '../districts/district.ts'
import { refOf } from '../people/actor.ts'
import type { Report, Reporter } from './case.ts'
import type { Check, Deciding, Plan } from './context.ts'
import type { DraftFact } from './facts.ts'
import { occurred } from './occurred.ts'
import { check, only } from './plan.ts'
import { isSampled } from './sampling.ts'
import type { Source } from './schemas.ts'
import { emptyWords } from './wording.ts'

type Reporting = 'report' | 'ingest' | 'selfHandle'

/** Longest title made from a text when the reporter gave none. */
const TITLE_LENGTH = 40

export const textOrVoice: Check<'report'> = check(
  'case/text-or-voice',
  ({ command }) => !command.text?.trim() && !command.voice,
)

export const photoOrReason: Check<'report'> = check(
  'case/photo-or-reason',
  ({ command }) => !command.photos?.length && !command.noPhotoReason?.trim(),
)

export const knownItem: Check<Reporting> = check(
  'case/item-unknown',
  ({ command, rules }) => command.item !== undefined && !rules.item(command.item),
)

/** A retired item takes no new reports; the lasting repair after a danger keeps the item of its case. */
export const itemInForce: Check<Reporting> = check('case/item-retired', ({ command, rules }) => {
  const followsUp = command.type === 'ingest' && command.related !== undefined
  return command.item !== undefined && !followsUp && rules.item(command.item)?.retired === true
})

export const selfHandleItem: Check<'selfHandle'> = check(
  'case/not-self-handled',
  ({ command, rules }) => rules.item(command.item)?.selfHandle !== true,
)

export const generalMatter: Check<'selfHandle'> = check(
  'case/general-only',
  ({ command, rules }) => (command.urgency ?? rules.item(command.item)?.urgency) !== 'GENERAL',
)

export const beforeAndAfter: Check<'selfHandle'> = check(
  'case/before-and-after',
  ({ command }) => command.beforePhotos.length === 0 || command.afterPhotos.length === 0,
)

/** A self-handled matter is closed by its own words: they say what was done. */
export const resultSaysSomething: Check<'selfHandle'> = check(
  'case/empty-words',
  ({ command }) => emptyWords(command.result, command.text) !== null,
)

export const insideDistrict: Check<'selfHandle'> = check(
  'case/outside-district',
  ({ command, rules }) => rules.locate([command.place.lon, command.place.lat]) === null,
)

function reportOf({ command, context, now }: Deciding<Reporting>, itemName: string | undefined): Report {
  const text = command.text ?? ''
  const { doubt } = occurred(command.occurredAt, now)
  return {
    title:
      command.title ??
      itemName ??
      Array.from(text.trim().split('\n')[0] ?? '')
        .slice(0, TITLE_LENGTH)
        .join(''),
    text,
    voice: command.voice,
    photos: command.type === 'selfHandle' ? command.beforePhotos : (command.photos ?? []),
    noPhotoReason: command.noPhotoReason,
    lon: command.place.lon,
    lat: command.place.lat,
    accuracyM: command.place.accuracyM,
    address: command.place.address,
    given: context.given,
    occurredAt: command.occurredAt,
    ...(doubt && { doubt }),
  }
}

function reporterOf({ actor, command }: Deciding<Reporting>): Reporter {
  const kind =
    actor.role === 'SYSTEM'
      ? 'SYSTEM'
      : actor.role === 'RESIDENT' || actor.role === 'VOLUNTEER'
        ? 'RESIDENT'
        : 'STAFF'
  return { kind, ref: refOf(actor), contactable: command.contact?.phone !== undefined }
}

function sourceOf({ actor, command, context }: Deciding<Reporting>): Source {
  if (command.type === 'ingest') return context.source ?? command.source ?? 'DEPARTMENT'
  if (actor.role === 'RESIDENT' || actor.role === 'VOLUNTEER') return 'RESIDENT'
  // A community operator takes down what residents say at the counter or on the phone; grid members find for themselves.
  return command.source ?? (actor.role === 'COMMUNITY_OPERATOR' ? 'RESIDENT' : 'GRID_PATROL')
}

function reported(deciding: Deciding<Reporting>) {
  const { command, rules } = deciding
  const item = command.item === undefined ? undefined : rules.item(command.item)
  const location = rules.locate([command.place.lon, command.place.lat])
  return {
    report: reportOf(deciding, item?.name),
    reporter: reporterOf(deciding),
    source: sourceOf(deciding),
    item: item?.code ?? null,
    urgency: command.urgency ?? item?.urgency ?? ('GENERAL' as const),
    location,
    outOfArea: location === null,
  }
}

export function saveDraft({ command, actor }: Deciding<'saveDraft'>): Plan {
  const { type: _, contact, ...draft } = command
  return only({
    type: 'case.drafted',
    draft,
    reporter: {
      kind: actor.role === 'RESIDENT' || actor.role === 'VOLUNTEER' ? 'RESIDENT' : 'STAFF',
      ref: refOf(actor),
      contactable: contact?.phone !== undefined,
    },
  })
}

export const report = (deciding: Deciding<'report'>): Plan =>
  only({ type: 'case.reported', ...reported(deciding), related: deciding.command.related })

export function ingest(deciding: Deciding<'ingest'>): Plan {
  const { externalId, device, alarm, targetAt, related } = deciding.command
  return only({ type: 'case.reported', ...reported(deciding), externalId, device, alarm, targetAt, related })
}

export function selfHandle(deciding: Deciding<'selfHandle'>): Plan {
  const { command, actor, now, context } = deciding
  return only({
    type: 'case.self-handled',
    ...reported(deciding),
    ...(isSampled(context.stream) ? { sampled: true } : {}),
    result: {
      type: 'SOLVED',
      text: command.result,
      photos: command.afterPhotos,
      by: refOf(actor),
      order: null,
      ...occurred(command.occurredAt, now),
      late: false,
    },
  })
}

/** Item and grid must be known after acceptance; the command may set or correct both. */
export const acceptItem: Check<'accept'> = check(
  'case/item-unknown',
  ({ command, rules }) => !rules.item(command.item),
)

/** What was reported before its item was retired may keep it. */
export const acceptItemInForce: Check<'accept'> = check(
  'case/item-retired',
  ({ command, state, rules }) => command.item !== state.item && rules.item(command.item)?.retired === true,
)

export const acceptGrid: Check<'accept'> = check(
  'case/grid-unknown',
  (deciding) => locationFor(deciding) === null,
)

function locationFor({ command, state, rules }: Deciding<'accept'>): Location | null {
  if (command.grid === undefined) return state.location
  const grid = rules.grid(command.grid)
  return grid ? { grid: grid.code, community: grid.community, street: grid.street } : null
}

export function accept(deciding: Deciding<'accept'>): Plan {
  const { command, rules, state } = deciding
  const item = rules.item(command.item)
  const location = locationFor(deciding)
  if (!item || !location) throw new Error('accept decided without its checks')
  // What the reporter or an operator already said of the urgency stays unless the acceptance says otherwise.
  const urgency = command.urgency ?? (state.item === item.code ? state.urgency : item.urgency)
  return only({ type: 'case.accepted', item: item.code, urgency, location })
}

export const requestInfo = ({ command }: Deciding<'requestInfo'>): Plan =>
  only({ type: 'case.info-requested', question: command.question })

export const somethingSupplied: Check<'supplement'> = check(
  'case/nothing-supplied',
  ({ command }) => !command.text?.trim() && !command.photos?.length,
)

export const supplement = ({ command }: Deciding<'supplement'>): Plan =>
  only({ type: 'case.info-supplied', text: command.text, photos: command.photos ?? [] })

export const withdraw = ({ command }: Deciding<'withdraw'>): Plan =>
  only({ type: 'case.withdrawn', reason: command.reason })

/** The reporter is always told why: the feedback is part of the same decision. */
export const told = (
  resultType: 'VOIDED' | 'TRANSFERRED' | 'PROGRESS',
  text: string,
): Extract<DraftFact, { type: 'feedback.sent' }> => ({ type: 'feedback.sent', resultType, text })

export const voidCase = ({ command }: Deciding<'void'>): Plan =>
  only(
    { type: 'case.voided', reason: command.reasonCode, explanation: command.explanation },
    told('VOIDED', command.explanation),
  )
