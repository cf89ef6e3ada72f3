import type { TaskResult } from '@gezhi/core/fieldwork/commands'
import { photosOf, plansFieldTasks } from '@gezhi/core/fieldwork/field-task'
import type { FieldTaskView } from '@gezhi/core/fieldwork/field-task.api'
import { useGezhi, useProblemText } from '@gezhi/ui/data'
import { PhotoGrid } from '@gezhi/ui/parts'
import { shortTime } from '@gezhi/ui/time'
import { App, Button, Input } from 'antd'
import { Link } from 'wouter'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { useChecks, useWithdraw } from './data.ts'

/** One field task: its sort and time, what was planned, what came of it. */
export function TaskRow({ task }: { task: FieldTaskView }) {
  const t = useText()
  const { clock } = useGezhi()
  const { sort, status, title, dueAt, endedAt, obstacle, note, remarks } = task
  const now = clock.now()
  const late = status === 'OPEN' && dueAt !== null && dueAt < now
  return (
    <li>
      <div className="work-line">
        <strong>{t(`fieldwork:sort.${sort}`)}</strong>
        <span className="grow">{title}</span>
        {status === 'OPEN' && dueAt !== null && (
          <span className={late ? 'work-late gz-nums' : 'gz-muted gz-nums'}>
            {t(late ? 'fieldwork:wasDue' : 'fieldwork:due', { at: shortTime(dueAt, now) })}
          </span>
        )}
        {endedAt !== null && <span className="gz-muted gz-nums">{shortTime(endedAt, now)}</span>}
        {status === 'OPEN' && <Withdraw id={task.id} />}
      </div>
      {status === 'NOT_POSSIBLE' && (
        <p>
          {t('fieldwork:wasNotPossible', { why: obstacle ? t(`fieldwork:obstacle.${obstacle}`) : '' })} {note}
        </p>
      )}
      {task.result && <Result result={task.result} />}
      {remarks.map(({ at, text }) => (
        <p key={at} className="gz-muted">
          {t('fieldwork:remark', { text })}
        </p>
      ))}
    </li>
  )
}

function Result({ result }: { result: TaskResult }) {
  const photos = photosOf(result)
  return (
    <>
      <ResultWords result={result} />
      {photos.length > 0 && <PhotoGrid small hashes={photos} />}
    </>
  )
}

const dotted = (...words: readonly (string | undefined)[]): string => words.filter(Boolean).join(' · ')

function ResultWords({ result }: { result: TaskResult }) {
  const t = useText()
  switch (result.sort) {
    case 'VISIT': {
      const { outcome, where, needs, note } = result
      const need = needs === 'NONE' ? undefined : t(`fieldwork:needs.${needs}`)
      return <p>{dotted(t(`fieldwork:outcome.${outcome}`), where, need, note)}</p>
    }
    case 'CHECK':
      return <Checked result={result} />
    case 'PUBLICISE':
      return <p>{dotted(result.topic, result.where, t('fieldwork:reached', { n: result.reached }))}</p>
    case 'OPINION':
      return (
        <p>
          {result.wish} {result.case && <CaseLink id={result.case} />}
        </p>
      )
  }
}

function Checked({ result: { field, where, items } }: { result: Extract<TaskResult, { sort: 'CHECK' }> }) {
  const t = useText()
  const checks = useChecks()
  const asked = new Map(checks.map((item) => [item.code, item.hazard[t.language]]))
  const name = checks.find((item) => item.field === field)?.fieldName[t.language]
  const bad = items.filter(({ finding }) => finding === 'BAD')
  return (
    <>
      <p>
        {dotted(
          name ?? String(field),
          where,
          bad.length > 0 ? t('fieldwork:hazards', { n: bad.length }) : t('fieldwork:allGood'),
        )}
      </p>
      {bad.map(({ item, note, case: made }) => (
        <p key={item} className="work-hazard">
          {dotted(asked.get(item) ?? item, note)} {made && <CaseLink id={made} />}
        </p>
      ))}
    </>
  )
}

const CaseLink = ({ id }: { id: string }) => {
  const t = useText()
  return <Link href={`/cases/${id}`}>{t('fieldwork:seeCase')}</Link>
}

/** Taking back what was planned, with why: it disappears from the devices of the grid. */
function Withdraw({ id }: { id: string }) {
  const t = useText()
  const { post } = useSession()
  const { modal, message } = App.useApp()
  const textOf = useProblemText()
  const { mutateAsync } = useWithdraw()
  if (!plansFieldTasks(post)) return null
  const ask = (): void => {
    let reason = t('fieldwork:withdrawUsual')
    void modal.confirm({
      title: t('fieldwork:withdraw'),
      content: (
        <Input
          defaultValue={reason}
          maxLength={200}
          aria-label={t('fieldwork:withdrawWhy')}
          onChange={(event) => {
            reason = event.target.value
          }}
        />
      ),
      okText: t('fieldwork:withdraw'),
      onOk: () =>
        mutateAsync({ id, reason: reason.trim() || t('fieldwork:withdrawUsual') }).catch(
          (error: unknown) => void message.error(textOf(error)),
        ),
    })
  }
  return (
    <Button size="small" onClick={ask}>
      {t('fieldwork:withdraw')}
    </Button>
  )
}
