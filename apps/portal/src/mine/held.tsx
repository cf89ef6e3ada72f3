import { call } from '@gezhi/client/call'
import { mineApi } from '@gezhi/core/residents/mine.api'
import { PURPOSES } from '@gezhi/core/residents/purposes'
import type { ResidentSheet } from '@gezhi/core/residents/resident.view'
import { wallTime } from '@gezhi/ui/time'
import { ProblemNote } from '@gezhi/ui/touch'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'

export const dayOf = (at: number): string => {
  const { year, date } = wallTime(at)
  return `${year}-${date}`
}

/** What is held, masked; in full after one press. */
export function Held({ record, fetchAs }: { record: ResidentSheet; fetchAs: typeof fetch }): ReactNode {
  const text = useText()
  const reveal = useMutation({ mutationFn: () => call(mineApi.reveal, {}, { fetch: fetchAs }) })
  const plain = reveal.data
  const comma = text.language === 'zh' ? '、' : ', '
  const lines = [
    ['name', plain?.name ?? record.name],
    ['phone', plain?.phone ?? record.phone],
    ['idNo', plain?.idNo ?? record.idNo],
    ['age', text(`resident:age.${record.ageBand}`)],
    ['basis', [text(`resident:basis.${record.legalBasis}`), record.article].filter(Boolean).join(' · ')],
    ['purposes', record.purposes.map((code) => PURPOSES[code][text.language]).join(comma)],
    ['until', dayOf(record.retentionUntil)],
  ] as const
  return (
    <section className="gt-stack tight">
      <h2>{text('mine:held')}</h2>
      <dl className="answers">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{text(`mine:${name}`)}</dt>
            <dd>{value ?? text('mine:none')}</dd>
          </div>
        ))}
        {record.hasNeeds ? (
          <div>
            <dt>{text('mine:needs')}</dt>
            <dd>
              {plain?.needs
                ? plain.needs
                    .map((need) =>
                      [
                        text(`resident:need.${need.needType}`),
                        need.visitPlan,
                        text('mine:needUntil', { at: dayOf(need.validTo) }),
                      ]
                        .filter(Boolean)
                        .join(' · '),
                    )
                    .join('\n')
                : '****'}
            </dd>
          </div>
        ) : null}
      </dl>
      <ProblemNote error={reveal.error} />
      <button
        type="button"
        className="gt-button"
        disabled={reveal.isPending}
        onClick={() => (plain ? reveal.reset() : reveal.mutate())}
      >
        {text(plain ? 'mine:hide' : 'mine:show')}
      </button>
    </section>
  )
}
