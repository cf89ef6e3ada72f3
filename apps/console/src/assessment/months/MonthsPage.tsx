import type { MonthView } from '@gezhi/core/assessment/assessment.api'
import { CheckCircleFilled, ClockCircleOutlined, LoadingOutlined } from '@ant-design/icons'
import { useProblemText } from '@gezhi/ui/data'
import { fullTime } from '@gezhi/ui/time'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Link } from 'wouter'
import { useText } from '../../i18n/text.ts'
import { useMonthCommand, useMonths } from '../data.ts'
import { searchOf } from '../links.ts'
import { Answer, Bar, Nothing, PageHead, Panel } from '../parts.tsx'
import { daysOfMonth } from '../period.ts'

const ICON = { OPEN: ClockCircleOutlined, SETTLING: LoadingOutlined, CLOSED: CheckCircleFilled } as const
const TONE = { OPEN: '', SETTLING: ' assess-warn', CLOSED: ' assess-good' } as const

/** Months of assessment: which are open, which are settled, and closing one. */
export function MonthsPage() {
  const t = useText()
  const months = useMonths(false)
  return (
    <div className="assess-page">
      <PageHead title={t('assess:months')} about={t('assess:monthsAbout')} />
      <Answer query={months} rows={10}>
        {({ months: all }) => (
          <Panel>
            {all.length === 0 ? (
              <Nothing>{t('assess:noMonths')}</Nothing>
            ) : (
              <table className="assess-table">
                <thead>
                  <tr>
                    {(['month', 'state', 'settled', 'rules', 'closedAt'] as const).map((name) => (
                      <th key={name} scope="col">
                        {t(`assess:${name}`)}
                      </th>
                    ))}
                    <th scope="col" aria-label={t('assess:close')} />
                  </tr>
                </thead>
                <tbody>
                  {all.map((month) => (
                    <Month key={month.month} month={month} />
                  ))}
                </tbody>
              </table>
            )}
          </Panel>
        )}
      </Answer>
    </div>
  )
}

function Month({
  month: { month, state, settled, toSettle, rules, closedAt, mayClose },
}: {
  month: MonthView
}) {
  const t = useText()
  const Icon = ICON[state]
  return (
    <tr>
      <th scope="row" className="gz-nums">
        <Link href={`/assessment/figures?${searchOf(daysOfMonth(month))}`}>{month}</Link>
      </th>
      <td>
        <span className={`assess-tag${TONE[state]}`}>
          <Icon /> {t(`assess:monthState.${state}`)}
        </span>
      </td>
      <td className="month-settled gz-nums">
        {state === 'OPEN' ? (
          '—'
        ) : (
          <>
            {t('assess:settledOf', { n: settled.toLocaleString(), of: toSettle.toLocaleString() })}
            {state === 'SETTLING' && toSettle > 0 && <Bar share={settled / toSettle} />}
          </>
        )}
      </td>
      <td>{rules.join('、') || '—'}</td>
      <td className="gz-nums">{closedAt === null ? '—' : fullTime(closedAt)}</td>
      <td>{mayClose && <CloseMonth month={month} />}</td>
    </tr>
  )
}

/** Asks once and says what will happen: a closed month keeps its figures, corrections become lines of their own. */
function CloseMonth({ month }: { month: string }) {
  const t = useText()
  const textOf = useProblemText()
  const { message, modal } = App.useApp()
  const send = useMonthCommand()
  const [busy, setBusy] = useState(false)
  const close = async (): Promise<void> => {
    setBusy(true)
    try {
      await send(month, { type: 'close' })
      void message.success(t('assess:closing', { month }))
    } catch (error) {
      void message.error(textOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      size="small"
      disabled={busy}
      onClick={() =>
        void modal.confirm({
          title: t('assess:closeTitle', { month }),
          content: t('assess:closeBody'),
          okText: t('assess:close'),
          cancelText: t('form:cancel'),
          onOk: close,
        })
      }
    >
      {t('assess:close')}
    </Button>
  )
}
