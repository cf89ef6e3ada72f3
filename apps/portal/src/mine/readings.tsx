import { PURPOSE_CODES, PURPOSES } from '@gezhi/core/residents/purposes'
import type { Reading } from '@gezhi/core/residents/resident.view'
import { ProblemNote } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'

/** Who opened the record: role, organisation, purpose and day, no name. */
export function Readings(props: { readings: readonly Reading[] | undefined; error: unknown }): ReactNode {
  const { readings, error } = props
  const text = useText()
  const comma = text.language === 'zh' ? '、' : ', '
  const purposeText = (code: string): string => {
    const known = PURPOSE_CODES.find((one) => one === code)
    return known ? PURPOSES[known][text.language] : code
  }
  return (
    <section className="gt-stack tight">
      <h2>{text('mine:readings')}</h2>
      <p className="gt-muted">{text('mine:readingsHint')}</p>
      <ProblemNote reading error={error} />
      {readings?.length === 0 ? <p>{text('mine:readingsNone')}</p> : null}
      <ul className="gt-stack tight readings">
        {readings?.map(({ day, role, orgName, purpose, parts }, index) => (
          // Readings of one day are alike and are never moved.
          <li key={index} className="gt-panel">
            <strong>
              {text('mine:reading', { day, org: orgName, role: text.any(`role:${role}`, role) })}
            </strong>
            <br />
            {text('mine:readingWhat', {
              purpose: purposeText(purpose),
              parts: parts.map((part) => text(`resident:part.${part}`)).join(comma),
            })}
          </li>
        ))}
      </ul>
    </section>
  )
}
