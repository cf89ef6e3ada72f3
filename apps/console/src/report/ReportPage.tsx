import { newId } from '@gezhi/client/ids'
import { CASE_COMMANDS, type CaseCommand } from '@gezhi/core/cases/commands'
import { useProblemText } from '@gezhi/ui/data'
import {
  Field,
  type FieldSchema,
  fieldsOf,
  filled,
  type FormErrors,
  type FormValues,
  FormScopeProvider,
  isRecord,
  useCtrlEnter,
  useDraft,
  validate,
} from '@gezhi/ui/forms'
import { busyIcon, EmptyState } from '@gezhi/ui/parts'
import { Alert, App, Button } from 'antd'
import { type FormEvent, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useSendCommand } from '../case/useCase.ts'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { Located, NearbyCases } from './Surroundings.tsx'
import { answersCalls, mayReport } from './mayReport.ts'
import './report.css'

/** Sources that a person enters; devices and cameras report by themselves. */
const SOURCES_BY_HAND = ['GRID_PATROL', 'RESIDENT', 'HOTLINE_12345', 'SUPERIOR', 'DEPARTMENT']
const WHAT = [
  'item',
  'text',
  'photos',
  'noPhotoReason',
  'contact',
  'source',
  'urgency',
  'occurredAt',
] as const

export function ReportPage() {
  const { post } = useSession()
  return mayReport(post.role) ? <ReportForm /> : <NotYours calls={answersCalls(post.role)} />
}

/** Who may not report is told who may; who answers calls, where each kind of call belongs. */
function NotYours({ calls }: { calls: boolean }) {
  const t = useText()
  if (!calls) return <EmptyState title={t('report:notYours')} body={t('report:notYoursBody')} />
  return (
    <EmptyState title={t('report:calls')}>
      <ul className="report-calls">
        <li>{t('report:callsHotline')}</li>
        <li>
          {t('report:callsSelf')}{' '}
          <a href="/report/what" target="_blank" rel="noreferrer">
            {t('report:callsPortal')}
          </a>
        </li>
        <li>{t('report:callsCommunity')}</li>
        <li>{t('report:callsDanger')}</li>
      </ul>
    </EmptyState>
  )
}

function useFields() {
  return useMemo(() => {
    const all = fieldsOf(CASE_COMMANDS.report as unknown as FieldSchema)
    const by = new Map(all.map((field) => [field.name, field]))
    const source = by.get('source')
    if (source) by.set('source', { ...source, schema: { ...source.schema, enum: SOURCES_BY_HAND } })
    // A desk records no voice, so the words are needed (case/text-or-voice).
    const text = by.get('text')
    if (text) by.set('text', { ...text, required: true })
    return by
  }, [])
}

/** What the rules ask beyond the schema, said before the server has to: words, and a photo or why there is none. */
const missingOf = (command: FormValues): FormErrors => ({
  ...(command['text'] ? {} : { text: { key: 'form:tooShort' } }),
  ...((command['photos'] ?? command['noPhotoReason'])
    ? {}
    : { noPhotoReason: { key: 'refusal:case/photo-or-reason' } }),
})

/** One page: what on the left, where on the right with grid and possible duplicates, before it is sent. */
function ReportForm() {
  const t = useText()
  const textOf = useProblemText()
  const { post } = useSession()
  const { message } = App.useApp()
  const [, go] = useLocation()
  const send = useSendCommand()
  const fields = useFields()
  // A community operator mostly takes down what residents say; the choice stays open.
  const [start] = useState(() => (post.role === 'COMMUNITY_OPERATOR' ? { source: 'RESIDENT' } : {}))
  const draft = useDraft('desk.report', start)
  // The case's id is made once: sending again after a lost connection reports the same case.
  const id = useRef(newId())
  const form = useRef<HTMLFormElement>(null)
  useCtrlEnter(form)
  const [errors, setErrors] = useState<FormErrors>({})
  const [failure, setFailure] = useState<unknown>(null)
  const [sending, setSending] = useState(false)
  const { values } = draft

  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault()
    if (sending) return
    const command = { ...filled(values), type: 'report' }
    const found = { ...validate(CASE_COMMANDS.report, command), ...missingOf(command) }
    setErrors(found)
    const [first] = Object.keys(found)
    if (first !== undefined) {
      form.current?.querySelector(`[data-field="${CSS.escape(first)}"]`)?.scrollIntoView({ block: 'center' })
      return
    }
    setSending(true)
    setFailure(null)
    try {
      // Validated against the command's own schema just above.
      const answer = await send(id.current, command as CaseCommand)
      draft.clear()
      void message.success(t('report:sent', { number: answer.number }))
      go(`/cases/${answer.id}`)
    } catch (error) {
      setFailure(error)
      setSending(false)
    }
  }
  const field = (name: string) => {
    const spec = fields.get(name)
    return spec ? (
      <Field
        key={name}
        spec={spec}
        path={name}
        value={values[name]}
        onChange={(value) => draft.change({ ...values, [name]: value })}
      />
    ) : null
  }
  const place = isRecord(values['place']) ? values['place'] : null
  const point =
    place && typeof place['lon'] === 'number' && typeof place['lat'] === 'number'
      ? { lon: place['lon'], lat: place['lat'] }
      : null
  const hasPhotos = Array.isArray(values['photos']) && values['photos'].length > 0
  const item = typeof values['item'] === 'string' ? values['item'] : null
  return (
    <FormScopeProvider value={{ command: 'report', case: null, post, values, errors }}>
      <form ref={form} className="report" onSubmit={(event) => void submit(event)} noValidate>
        <header>
          <h1>{t('report:title')}</h1>
          <span className="gz-muted">{Object.keys(filled(values)).length > 0 ? t('report:draft') : ''}</span>
        </header>
        <section className="report-card" aria-label={t('report:what')}>
          {WHAT.filter((name) => name !== 'noPhotoReason' || !hasPhotos).map(field)}
        </section>
        <section className="report-card" aria-label={t('report:where')}>
          {field('place')}
          <Located point={point} />
          <NearbyCases point={point} item={item} />
        </section>
        <footer>
          {failure !== null && (
            <Alert type="error" showIcon title={t('form:refused')} description={textOf(failure)} />
          )}
          <Button onClick={draft.clear} disabled={!Object.keys(filled(values)).length}>
            {t('report:clear')}
          </Button>
          <Button type="primary" htmlType="submit" loading={busyIcon(sending)}>
            {t('report:send')}
          </Button>
        </footer>
      </form>
    </FormScopeProvider>
  )
}
