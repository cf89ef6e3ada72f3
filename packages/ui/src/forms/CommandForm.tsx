import type { CaseView } from '@gezhi/core/cases/case.api'
import { CASE_COMMANDS, type CaseCommand, type CommandType } from '@gezhi/core/cases/commands'
import type { PostView } from '@gezhi/core/people/session.api'
import { Alert, Button } from 'antd'
import { type FormEvent, useMemo, useRef, useState } from 'react'
import type { TSchema } from 'typebox'
import { useProblemText } from '../data/problemText.ts'
import { useText } from '../i18n/i18n.ts'
import { busyIcon } from '../parts/busy.tsx'
import { type FormScope, FormScopeProvider } from './context.tsx'
import { useDraft } from './drafts.ts'
import { isDestructive } from './destructive.ts'
import { Field } from './Field.tsx'
import { ReplyPreview } from './ReplyPreview.tsx'
import { fieldsOf, type FormValues, toSend } from './schema.ts'
import { useCtrlEnter } from './useCtrlEnter.ts'
import { type FormErrors, validate } from './validate.ts'

interface CommandFormProps {
  readonly command: CommandType
  readonly case: CaseView | null
  readonly post: PostView
  /** Values the form starts with; what was typed earlier and not sent wins. */
  readonly prefill: FormValues
  /** Throws `Refused` or `Offline`; the form then stays and says so. */
  readonly onSend: (command: CaseCommand) => Promise<void>
  readonly onCancel: () => void
}

const noErrors: FormErrors = {}

/** The form of one command, made from its schema: same limits as the server's, refusals shown where they arose. */
export function CommandForm({ command, case: view, post, prefill, onSend, onCancel }: CommandFormProps) {
  const t = useText()
  const textOf = useProblemText()
  const schema: TSchema = CASE_COMMANDS[command]
  const fields = useMemo(() => fieldsOf(schema), [schema])
  const draft = useDraft(`${view?.id ?? 'new'}.${command}`, prefill)
  const [errors, setErrors] = useState<FormErrors>(noErrors)
  const [failure, setFailure] = useState<unknown>(null)
  const [sending, setSending] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  useCtrlEnter(form)
  const consequence = t.any(`consequence:${command}`, '')

  const send = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault()
    if (sending) return
    const values = { ...toSend(schema, draft.values), type: command }
    const found = validate(schema, values)
    setErrors(found)
    const [first] = Object.keys(found)
    if (first !== undefined) {
      const field = form.current?.querySelector(`[data-field="${CSS.escape(first)}"]`)
      field?.scrollIntoView({ block: 'center' })
      field?.querySelector<HTMLElement>('input, textarea, button')?.focus()
      return
    }
    setSending(true)
    setFailure(null)
    try {
      // Validated against the command's own schema just above.
      await onSend(values as CaseCommand)
      draft.clear()
    } catch (error) {
      setFailure(error)
    } finally {
      setSending(false)
    }
  }
  const scope: FormScope = { command, case: view, post, values: draft.values, errors }

  return (
    <FormScopeProvider value={scope}>
      <form ref={form} className="gz-form" onSubmit={(event) => void send(event)} noValidate>
        {consequence && <Alert type="warning" showIcon title={consequence} />}
        {draft.restored && <p className="gz-muted">{t('form:draftKept')}</p>}
        {fields.map((field) => (
          <Field
            key={field.name}
            spec={field}
            path={field.name}
            value={draft.values[field.name]}
            onChange={(value) => {
              draft.change({ ...draft.values, [field.name]: value })
              if (errors !== noErrors) setErrors(noErrors)
            }}
          />
        ))}
        {command === 'submitResult' && view && <ReplyPreview view={view} values={draft.values} />}
        {failure !== null && (
          <Alert type="error" showIcon title={t('form:refused')} description={textOf(failure)} />
        )}
        <footer>
          <Button onClick={onCancel}>{t('form:cancel')}</Button>
          <Button
            type="primary"
            danger={isDestructive(command)}
            htmlType="submit"
            loading={busyIcon(sending)}
          >
            {t(`command:${command}`)}
          </Button>
        </footer>
      </form>
    </FormScopeProvider>
  )
}
