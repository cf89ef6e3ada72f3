import { SCORE_COMMANDS, type ScoreCommand } from '@gezhi/core/assessment/commands'
import { useProblemText } from '@gezhi/ui/data'
import {
  Field,
  fieldsOf,
  filled,
  type FormErrors,
  FormScopeProvider,
  type FormValues,
  useCtrlEnter,
  useDraft,
  validate,
} from '@gezhi/ui/forms'
import { busyIcon } from '@gezhi/ui/parts'
import { Alert, App, Button, Drawer } from 'antd'
import { type FormEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import { useText } from '../../i18n/text.ts'
import { useSession } from '../../session/session.ts'
import { useScoreCommand } from '../data.ts'
import '@gezhi/ui/forms/forms.css'

export type ScoreCommandType = ScoreCommand['type']

interface ScoreCommandDrawerProps {
  readonly score: string
  readonly type: ScoreCommandType
  /** Values that the place from which it was opened knows: the line, the appeal, the case. They are not asked for. */
  readonly given: FormValues
  /** Another name than the command's, where it means something narrower here. */
  readonly title?: string
  /** Fields that mean nothing here. */
  readonly leaveOut?: readonly string[]
  /** Values of a field that has a list only here. */
  readonly choices?: Readonly<Record<string, readonly string[]>>
  /** What the command is about, above the form. */
  readonly children: ReactNode
  readonly onClose: () => void
}

const noErrors: FormErrors = {}
const NONE: readonly string[] = []

/** The form of one command to a score, made from its schema like those of cases. */
export function ScoreCommandDrawer({
  score,
  type,
  given,
  choices = {},
  title,
  leaveOut = NONE,
  children,
  onClose,
}: ScoreCommandDrawerProps) {
  const t = useText()
  const textOf = useProblemText()
  const { post } = useSession()
  const { message } = App.useApp()
  const send = useScoreCommand()
  const verb = title ?? t(`assess:command.${type}`)
  const schema: Parameters<typeof validate>[0] = SCORE_COMMANDS[type]
  const fields = useMemo(
    () =>
      fieldsOf(schema)
        .filter(({ name }) => !(name in given) && !leaveOut.includes(name))
        .map((field) => {
          const list = choices[field.name]
          return list ? { ...field, kind: 'choice' as const, schema: { enum: list } } : field
        }),
    [schema, given, choices, leaveOut],
  )
  const empty = useMemo(() => ({}), [])
  const draft = useDraft(`${score}.${type}.${JSON.stringify(given)}`, empty)
  const [errors, setErrors] = useState<FormErrors>(noErrors)
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  useCtrlEnter(form)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy) return
    const values = { ...filled(draft.values), ...given, type }
    const found = validate(schema, values)
    setErrors(found)
    if (Object.keys(found).length > 0) return
    setBusy(true)
    setFailure(null)
    try {
      // Gate: checked against the command's own schema just above.
      await send(score, values as ScoreCommand)
      draft.clear()
      void message.success(t('page:sent', { verb }))
      onClose()
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  return (
    <Drawer
      open
      size={520}
      onClose={onClose}
      title={verb}
      afterOpenChange={(open) => {
        if (open) form.current?.querySelector<HTMLElement>('input, textarea')?.focus()
      }}
    >
      <div className="assess-about">{children}</div>
      <FormScopeProvider value={{ command: type, case: null, post, values: draft.values, errors }}>
        <form ref={form} className="gz-form" noValidate onSubmit={(event) => void submit(event)}>
          {draft.restored && <p className="gz-muted">{t('form:draftKept')}</p>}
          {fields.map((field) => (
            <Field
              key={field.name}
              spec={field}
              path={field.name}
              value={draft.values[field.name]}
              onChange={(value) => {
                draft.change({ ...draft.values, [field.name]: value })
                setErrors(noErrors)
              }}
            />
          ))}
          {failure !== null && (
            <Alert type="error" showIcon title={t('form:refused')} description={textOf(failure)} />
          )}
          <footer>
            <Button onClick={onClose}>{t('form:cancel')}</Button>
            <Button type="primary" htmlType="submit" loading={busyIcon(busy)}>
              {verb}
            </Button>
          </footer>
        </form>
      </FormScopeProvider>
    </Drawer>
  )
}
