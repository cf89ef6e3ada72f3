import { CheckCircleFilled, WarningFilled } from '@ant-design/icons'
import { faultText } from '@gezhi/core/library/fault-text'
import { importApi, type Checked, type ImportView } from '@gezhi/core/library/import.api'
import type { RowFault } from '@gezhi/core/library/read-row'
import { useProblemText } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { Alert, App, Button, Progress } from 'antd'
import { Link } from 'wouter'
import { Panel } from '../assessment/parts.tsx'
import { DownloadButton } from '../download/DownloadButton.tsx'
import { useText } from '../i18n/text.ts'
import { useTake } from './importData.ts'

/** Their marked copy is a layer. */
const HAS_SHAPES: readonly ImportView['format'][] = ['GEOJSON', 'SHAPEFILE', 'GEOPACKAGE']

interface ImportTrialProps {
  readonly checked: ImportView
  readonly onAgain: () => void
}

/** What taking the file would do, what is wrong with it, and the choice; then how far it is. */
export function ImportTrial({ checked: view, onAgain }: ImportTrialProps) {
  const t = useText()
  const textOf = useProblemText()
  const taking = useTake(view.id)
  const { started, view: now } = taking
  const { checked } = view
  if (!checked) return null
  if (now) return <Taking view={now} checked={checked} taking={taking} onAgain={onAgain} />
  const wrong = checked.bad > 0
  return (
    <Panel title={view.name}>
      <p className={wrong ? 'lib-verdict gz-late' : 'lib-verdict'}>
        {wrong ? <WarningFilled aria-hidden="true" /> : <CheckCircleFilled aria-hidden="true" />}
        {wrong
          ? t('lib:trialBad', { bad: checked.bad, n: checked.rows })
          : t('lib:trialGood', { n: checked.rows })}
      </p>
      <Counts checked={checked} />
      {wrong && (
        <>
          <Faults view={view} checked={checked} />
          <p>{t(HAS_SHAPES.includes(view.format) ? 'lib:markedShapes' : 'lib:markedBody')}</p>
        </>
      )}
      {started.error && <Alert type="error" showIcon title={textOf(started.error)} />}
      <div className="lib-buttons">
        {wrong ? (
          <>
            <DownloadButton
              type="primary"
              endpoint={importApi.marked}
              input={{ params: { id: view.id }, query: { language: t.language } }}
            >
              {t('lib:getMarked')}
            </DownloadButton>
            <Button onClick={onAgain}>{t('lib:again')}</Button>
            {checked.good > 0 && (
              <Button loading={busyIcon(started.isPending)} onClick={() => started.mutate('GOOD')}>
                {t('lib:takeGood', { n: checked.good })}
              </Button>
            )}
          </>
        ) : (
          <>
            <Button
              type="primary"
              loading={busyIcon(started.isPending)}
              onClick={() => started.mutate('ALL')}
            >
              {t('lib:takeAll', { n: checked.good })}
            </Button>
            <Button onClick={onAgain}>{t('lib:again')}</Button>
          </>
        )}
      </div>
    </Panel>
  )
}

function Counts({ checked }: { checked: Checked }) {
  const t = useText()
  return (
    <dl className="lib-counts">
      {(['added', 'changed', 'same', 'different', 'bad'] as const).map((name) => (
        <div key={name}>
          <dt>{t(`lib:counts.${name}`)}</dt>
          <dd className="gz-nums">{checked[name].toLocaleString()}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Said on the screen; the rest stands in the marked copy. */
const SHOWN = 50

function Faults({ view, checked }: { view: ImportView; checked: Checked }) {
  const t = useText()
  return (
    <div className="assess-scroll lib-faults">
      <table className="assess-table">
        <thead>
          <tr>
            <th scope="col">{t('lib:row')}</th>
            <th scope="col">{t('lib:wrong')}</th>
            <th scope="col">{t('lib:inFile')}</th>
          </tr>
        </thead>
        <tbody>
          {checked.faults.slice(0, SHOWN).map(({ row, column, fault, detail, value }) => (
            <tr key={`${row} ${column} ${fault}`}>
              <td className="num-left">{row}</td>
              <td>
                {faultText(
                  view.register,
                  // Gate: the server's faults are those of `readRow`.
                  { column, fault: fault as RowFault, ...(detail ? { detail } : {}) },
                  t.language,
                )}
              </td>
              <td className="gz-muted">{value || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface TakingProps {
  readonly view: ImportView
  readonly checked: Checked
  readonly taking: ReturnType<typeof useTake>
  readonly onAgain: () => void
}

function Taking({ view, checked, taking, onAgain }: TakingProps) {
  const t = useText()
  const done = view.state === 'TAKEN'
  const stopped = view.state === 'STOPPED'
  return (
    <Panel title={view.name}>
      <Progress
        percent={done ? 100 : Math.min(99, Math.floor((view.done / Math.max(1, checked.rows)) * 100))}
        status={done ? 'success' : stopped ? 'normal' : 'active'}
        aria-label={t('lib:taking')}
      />
      <p role="status">
        {done
          ? t('lib:taken', { n: checked.good })
          : stopped
            ? t('lib:stopped', { n: view.done, of: checked.rows })
            : t('lib:takingBody')}
      </p>
      {view.state === 'TAKING' && <Stop taking={taking} />}
      {stopped && (
        <div className="lib-buttons">
          <Button
            type="primary"
            loading={busyIcon(taking.goOn.isPending)}
            onClick={() => taking.goOn.mutate()}
          >
            {t('lib:goOn')}
          </Button>
          <Button onClick={onAgain}>{t('lib:again')}</Button>
        </div>
      )}
      {done && (
        <>
          <Counts checked={checked} />
          <div className="lib-buttons">
            <Link href={`/library/registers/${view.register}`}>{t('lib:toRegister')}</Link>
            {checked.different > 0 && <Link href="/library/differences">{t('lib:toDifferences')}</Link>}
            <Button onClick={onAgain}>{t('lib:next')}</Button>
          </div>
        </>
      )}
    </Panel>
  )
}

/** Asks before it stops: what was taken stays. */
function Stop({ taking: { stopped } }: Pick<TakingProps, 'taking'>) {
  const t = useText()
  const { modal } = App.useApp()
  const ask = () =>
    void modal.confirm({
      title: t('lib:stop'),
      content: t('lib:stopAsk'),
      okText: t('lib:stop'),
      cancelText: t('lib:back'),
      onOk: () => stopped.mutate(),
    })
  return (
    <Button loading={busyIcon(stopped.isPending)} onClick={ask}>
      {t('lib:stop')}
    </Button>
  )
}
