import type { CaseView } from '@gezhi/core/cases/case.api'
import type { ClosingReply } from '@gezhi/core/cases/reply'

export interface AnswerToReporter {
  readonly kind: string
  readonly text: string
  readonly at: number
  readonly unit: string
  readonly photos: readonly string[]
  /** The other elements of a closing reply; null for answers that close nothing. */
  readonly reply: ClosingReply | null
}

/** The last feedback that was sent to the reporter (一单一反馈), or null while there is none. */
export function answerOf(view: Pick<CaseView, 'timeline' | 'result' | 'orders'>): AnswerToReporter | null {
  const last = view.timeline.filter(({ type }) => type === 'feedback.sent').at(-1)
  if (!last) return null
  const { text, resultType, reply } = last.data as Readonly<Record<string, unknown>>
  return {
    kind: typeof resultType === 'string' ? resultType : '',
    text: typeof text === 'string' ? text : '',
    at: last.at,
    // A result speaks for the unit in charge, whoever's verification sent it on.
    unit: (view.result && view.orders.find(({ lead }) => lead)?.orgName) ?? last.actor.orgName,
    photos: view.result?.photos ?? [],
    reply: isReply(reply) ? reply : null,
  }
}

const isReply = (value: unknown): value is ClosingReply =>
  typeof value === 'object' && value !== null && 'solvedAt' in value && typeof value.solvedAt === 'number'
