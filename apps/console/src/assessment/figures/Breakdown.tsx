import type { FigureRow } from '@gezhi/core/assessment/assessment.api'
import { BROKEN_DOWN, INDICATORS } from '@gezhi/core/assessment/indicators'
import { URGENCIES } from '@gezhi/core/districts/district'
import { Segmented } from 'antd'
import { useState } from 'react'
import { Link } from 'wouter'
import { useText } from '../../i18n/text.ts'
import { figureOf, type FigureQuery, useFigures } from '../data.ts'
import { figureText } from '../format.ts'
import { drillLink } from '../links.ts'
import { Answer, Nothing, Panel } from '../parts.tsx'

const GROUPS = ['street', 'category', 'urgency', 'org'] as const
type Group = (typeof GROUPS)[number]

/** The figures of each street, category, urgency or organisation, by code: never a rank. */
export function Breakdown({ query }: { query: FigureQuery }) {
  const t = useText()
  const [group, setGroup] = useState<Group>('street')
  const figures = useFigures(query, group, BROKEN_DOWN)
  return (
    <Panel
      title={t('assess:breakdown')}
      aside={
        <Segmented<Group>
          size="small"
          value={group}
          aria-label={t('assess:breakdown')}
          options={GROUPS.map((value) => ({ value, label: t(`assess:by.${value}`) }))}
          onChange={setGroup}
        />
      }
    >
      <Answer query={figures} rows={8}>
        {({ groups }) =>
          groups.length === 0 ? (
            <Nothing>{t('assess:nothing')}</Nothing>
          ) : (
            <div className="assess-scroll">
              <table className="assess-table">
                <thead>
                  <tr>
                    <th scope="col">{t(`assess:by.${group}`)}</th>
                    {BROKEN_DOWN.map((code) => (
                      <th key={code} scope="col" className="num" title={INDICATORS[code].formula[t.language]}>
                        {INDICATORS[code].name[t.language]}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {groups.map((row) => (
                    <Row key={row.key} row={row} group={group} query={query} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answer>
    </Panel>
  )
}

/** The same filter, narrowed to the row; nothing to open where a case has no such thing. */
function narrowed(query: FigureQuery, group: Group, key: string): FigureQuery | null {
  if (key === '') return null
  if (group !== 'urgency') return { ...query, [group]: key }
  const urgency = URGENCIES.find((one) => one === key)
  return urgency ? { ...query, urgency } : null
}

function Row({ row, group, query }: { row: FigureRow; group: Group; query: FigureQuery }) {
  const t = useText()
  const inside = narrowed(query, group, row.key)
  const name =
    row.key === '' ? t('assess:none') : group === 'urgency' ? t.any(`urgency:${row.key}`, row.name) : row.name
  return (
    <tr>
      <th scope="row">{name}</th>
      {BROKEN_DOWN.map((code) => {
        const figure = figureOf(row.figures, code)
        const text = figureText(figure, INDICATORS[code], t)
        return (
          <td key={code} className="num">
            {inside && figure?.status === 'OK' ? <Link href={drillLink(code, inside)}>{text}</Link> : text}
          </td>
        )
      })}
    </tr>
  )
}
