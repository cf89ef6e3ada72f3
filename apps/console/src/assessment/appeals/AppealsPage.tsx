import type { AppealView } from '@gezhi/core/assessment/assessment.api'
import { busyIcon, EmptyState } from '@gezhi/ui/parts'
import { fullTime } from '@gezhi/ui/time'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { Link } from 'wouter'
import { useText } from '../../i18n/text.ts'
import { ScoreCommandDrawer } from '../command/ScoreCommandDrawer.tsx'
import { useAppeals } from '../data.ts'
import { proofLink } from '../links.ts'
import { Answer, PageHead, Panel } from '../parts.tsx'
import { AppealState, Evidence } from '../scorecard/ScoreLists.tsx'

const STATES = ['OPEN', 'DECIDED'] as const
type State = (typeof STATES)[number]

/** Own appeals, and for the district those to decide. Who scored or appealed does not decide. */
export function AppealsPage() {
  const t = useText()
  const [state, setState] = useState<State>('OPEN')
  const [deciding, setDeciding] = useState<AppealView | null>(null)
  const appeals = useAppeals(state)
  return (
    <div className="assess-page">
      <PageHead title={t('assess:appeals')} about={t('assess:appealsAbout')}>
        <Segmented<State>
          value={state}
          aria-label={t('assess:state')}
          options={STATES.map((value) => ({ value, label: t(`assess:appealsIn.${value}`) }))}
          onChange={setState}
        />
      </PageHead>
      <Answer query={appeals} rows={8}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.appeals)
          if (all.length === 0)
            return <EmptyState title={t(`assess:appealsNone.${state}`)} body={t('assess:appealsNoneBody')} />
          return (
            <>
              {all.map((appeal) => (
                <Appeal
                  key={`${appeal.score}/${appeal.no}`}
                  appeal={appeal}
                  onDecide={() => setDeciding(appeal)}
                />
              ))}
              {appeals.hasNextPage && (
                <Button
                  loading={busyIcon(appeals.isFetchingNextPage)}
                  onClick={() => void appeals.fetchNextPage()}
                >
                  {t('cases:loadMore')}
                </Button>
              )}
            </>
          )
        }}
      </Answer>
      {deciding && (
        <ScoreCommandDrawer
          score={deciding.score}
          type="decideAppeal"
          given={{ appeal: deciding.no }}
          onClose={() => setDeciding(null)}
        >
          <About appeal={deciding} />
          <p className="gz-muted">{t('assess:decideHint')}</p>
        </ScoreCommandDrawer>
      )}
    </div>
  )
}

function Appeal({ appeal, onDecide }: { appeal: AppealView; onDecide: () => void }) {
  const t = useText()
  const { score, line, state, at, decidedAt, answer, mayDecide } = appeal
  return (
    <Panel>
      <div className="appeal">
        <div className="grow">
          <About appeal={appeal} />
          <small className="gz-muted">
            {fullTime(at)}
            {decidedAt !== null && ` → ${fullTime(decidedAt)}`}
          </small>
          {answer !== null && <p>{t('page:answer', { text: answer })}</p>}
        </div>
        <div className="appeal-acts">
          <AppealState state={state} />
          <Link href={proofLink(score, line)}>{t('assess:openCases')}</Link>
          {mayDecide && (
            <Button type="primary" onClick={onDecide}>
              {t('assess:command.decideAppeal')}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  )
}

function About({ appeal: { subject, month, partName, points, reason, evidence } }: { appeal: AppealView }) {
  const t = useText()
  return (
    <>
      <strong>
        {subject.name} · {month} · {partName[t.language]}
      </strong>{' '}
      <span className="gz-nums">{points.toFixed(2)}</span>
      <p className="appeal-reason">{reason}</p>
      <Evidence hashes={evidence} />
    </>
  )
}
