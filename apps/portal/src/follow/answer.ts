import type { CaseView } from '@gezhi/core/cases/case.api'

export interface AnswerToReporter {
  readonly kind: string
  readonly text: string
  readonly at: number
  readonly unit: string
  readonly photos: readonly string[]
}

/** The last feedback that was sent to the reporter (一单一反馈), or null while there is none. */
export function answerOf(view: Pick<CaseView, 'timeline' | 'result' | 'orders'>): AnswerToReporter | null {
  const last = view.timeline.filter(({ type }) => type === 'feedback.sent').at(-1)
  if (!last) return null
  const { text, resultType } = last.data as { readonly text?: unknown; readonly resultType?: unknown }
  return {
    kind: typeof resultType === 'string' ? resultType : '',
    text: typeof text === 'string' ? text : '',
    at: last.at,
    // A result speaks for the unit in charge, whoever's verification sent it on.
    unit: (view.result && view.orders.find(({ lead }) => lead)?.orgName) ?? last.actor.orgName,
    photos: view.result?.photos ?? [],
  }
}
