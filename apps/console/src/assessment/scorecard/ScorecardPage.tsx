import type { Output } from '@gezhi/client/call'
import type { assessmentApi, Scorecard } from '@gezhi/core/assessment/assessment.api'
import { useGezhi } from '@gezhi/ui/data'
import { fullTime } from '@gezhi/ui/time'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { TrendChart } from '../../charts/TrendChart.tsx'
import { useText } from '../../i18n/text.ts'
import { useSession } from '../../session/session.ts'
import { ScoreCommandDrawer } from '../command/ScoreCommandDrawer.tsx'
import { useHistory, useScore, useScorecard } from '../data.ts'
import { monthIn } from '../links.ts'
import { monthOf } from '../period.ts'
import { Answer, CardState, Nothing, PageHead, Panel, VerdictTag } from '../parts.tsx'
import { assesses } from '../roles.ts'
import { Adjustments, AppealList, Exemptions } from './ScoreLists.tsx'
import { PartTable } from './PartTable.tsx'

type History = Output<typeof assessmentApi.myHistory>

/** A scorecard of one month: of the signed-in post or its organisation, or of an organisation by its code. */
export function ScorecardPage({ org }: { org: string | null }) {
  const t = useText()
  const { clock } = useGezhi()
  const month = monthIn(useSearch())
  const [at, go] = useLocation()
  const card = useScorecard(org, month)
  const history = useHistory(org)
  const months = [...new Set([monthOf(clock.now()), ...(history.data?.months.map((one) => one.month) ?? [])])]
  const shown = month ?? card.data?.month
  return (
    <div className="assess-page">
      <PageHead
        title={card.data && org !== null ? card.data.subject.name : t('assess:mine')}
        about={card.data && org === null ? whoseOf(card.data.subject) : undefined}
      >
        <Select
          value={shown ?? null}
          aria-label={t('assess:month')}
          className="assess-month"
          options={(shown && !months.includes(shown) ? [shown, ...months] : months).map((value) => ({
            value,
            label: value,
          }))}
          onChange={(value: string) => go(`${at}?month=${value}`)}
        />
      </PageHead>
      <Answer query={card} rows={12}>
        {(data) => (
          <div className={card.isPlaceholderData ? 'case-stale' : ''}>
            <div className="assess-top">
              <Headline card={data} />
              <Panel>
                <HistoryChart history={history.data} />
              </Panel>
            </div>
            <Details card={data} own={org === null} />
          </div>
        )}
      </Answer>
    </div>
  )
}

/** A post with its organisation; an organisation by itself. */
const whoseOf = ({ kind, name, orgName }: Scorecard['subject']): string =>
  kind === 'POST' ? `${name} · ${orgName}` : name

/** The score in one glance: how much of what, whether it is settled, and by which rule. */
function Headline({ card }: { card: Scorecard }) {
  const t = useText()
  const { language } = t
  const { score, verdict, state, rule, sample, peerGroup, settledAt, outOf } = card
  return (
    <Panel>
      <div className="score-head">
        <p className="score-number gz-nums">
          {score === null ? <span className="score-none">—</span> : score.toFixed(2)}
          <small> / 100</small>
        </p>
        <div>
          <CardState state={state} /> <VerdictTag verdict={verdict} />
        </div>
      </div>
      {verdict !== 'OK' && (
        <p>{t(`assess:verdictHint.${verdict}`, { n: sample.size, least: sample.least })}</p>
      )}
      <dl className="score-facts">
        <dt>{t('assess:rule')}</dt>
        <dd>
          {rule.name[language]} <small className="gz-muted">{rule.id}</small>
        </dd>
        <dt>{t('assess:sample')}</dt>
        <dd className="gz-nums">{t('assess:sampleOf', { n: sample.size, least: sample.least })}</dd>
        {outOf < 100 && (
          <>
            <dt>{t('assess:outOf')}</dt>
            <dd>{t('assess:outOfHint', { n: outOf })}</dd>
          </>
        )}
        {peerGroup !== null && (
          <>
            <dt>{t('assess:peerGroup')}</dt>
            <dd>{t(`assess:group.${peerGroup}`)}</dd>
          </>
        )}
        {settledAt !== null && (
          <>
            <dt>{t('assess:settledAt')}</dt>
            <dd>{fullTime(settledAt)}</dd>
          </>
        )}
        {card.others.map((other) => (
          <div key={other.rule} className="score-other">
            <dt>{t('assess:otherRule')}</dt>
            <dd>
              {other.name[language]}: <b className="gz-nums">{other.score?.toFixed(2) ?? '—'}</b>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

function HistoryChart({ history }: { history: History | undefined }) {
  const t = useText()
  const months = [...(history?.months ?? [])].reverse().slice(-12)
  return (
    <TrendChart
      title={t('assess:history')}
      names={months.map(({ month }) => month)}
      series={[
        {
          name: t('assess:score'),
          values: months.map(({ score }) => score),
          colour: 'var(--gz-accent)',
        },
      ]}
      kind="line"
      percent={false}
      most={100}
      empty={t('assess:noHistory')}
      format={(value) => (Number.isInteger(value) ? String(value) : value.toFixed(2))}
      height={208}
    />
  )
}

type Asking = { readonly line: number; readonly part: string; readonly points: number }

/** Parts, what single cases changed, exemptions and appeals, with what this reader may ask for. */
function Details({ card, own }: { card: Scorecard; own: boolean }) {
  const t = useText()
  const { post } = useSession()
  const { clock } = useGezhi()
  const ledger = useScore(card.id, card.state === 'CLOSED')
  const [appealing, setAppealing] = useState<Asking | null>(null)
  const [command, setCommand] = useState<'exempt' | 'adjust' | null>(null)
  const appeals = ledger.data?.appeals ?? []
  const lines = ledger.data?.lines ?? []
  const appealed = new Set(appeals.map(({ line }) => line))
  const mayAppeal = (line: number | null): boolean =>
    card.mayAppeal &&
    line !== null &&
    !appealed.has(line) &&
    lines.some(({ no, appealUntil }) => no === line && appealUntil >= clock.now())
  const appeal = { may: mayAppeal, start: setAppealing }
  return (
    <>
      <Panel
        title={t('assess:parts')}
        aside={
          assesses(post.role) && (
            <span className="assess-actions">
              <Button size="small" onClick={() => setCommand('exempt')}>
                {t('assess:command.exempt')}
              </Button>
              <Button size="small" onClick={() => setCommand('adjust')}>
                {t('assess:command.adjust')}
              </Button>
            </span>
          )
        }
      >
        <PartTable card={card} own={own} appeal={appeal} />
      </Panel>
      <div className="assess-two">
        <Panel title={t('assess:adjustments')}>
          <Adjustments card={card} lines={lines} appeal={appeal} />
        </Panel>
        <div>
          <Panel title={t('assess:exemptions')}>
            <Exemptions exemptions={card.exemptions} />
          </Panel>
          <Panel title={t('assess:appeals')}>
            {appeals.length > 0 ? (
              <AppealList appeals={appeals} />
            ) : (
              <Nothing>{t('assess:noAppeals')}</Nothing>
            )}
          </Panel>
        </div>
      </div>
      {appealing && (
        <ScoreCommandDrawer
          score={card.id}
          type="fileAppeal"
          given={{ line: appealing.line }}
          onClose={() => setAppealing(null)}
        >
          <p>
            {card.month} · {appealing.part} · <b className="gz-nums">{appealing.points.toFixed(2)}</b>
          </p>
          <p className="gz-muted">{t('assess:appealHint')}</p>
        </ScoreCommandDrawer>
      )}
      {command && <Decision card={card} command={command} onClose={() => setCommand(null)} />}
    </>
  )
}

/** Exemptions of leave and points given by hand; a case is exempted where it stands in a list. */
function Decision({
  card,
  command,
  onClose,
}: {
  card: Scorecard
  command: 'exempt' | 'adjust'
  onClose: () => void
}) {
  const t = useText()
  return (
    <ScoreCommandDrawer
      score={card.id}
      type={command}
      given={command === 'exempt' ? { code: 'LEAVE' } : {}}
      {...(command === 'adjust' ? { choices: MANUAL } : {})}
      onClose={onClose}
    >
      <p>
        {card.subject.name} · {card.month}
      </p>
      <p className="gz-muted">{t(command === 'exempt' ? 'assess:leaveHint' : 'assess:adjustHint')}</p>
    </ScoreCommandDrawer>
  )
}

/** Codes that an assessor gives by hand; which of them the rule of the card has is for the server to say. */
const MANUAL = { code: ['PROACTIVE', 'SUGGESTION', 'FABRICATION', 'MISS', 'PRIVACY'] } as const
