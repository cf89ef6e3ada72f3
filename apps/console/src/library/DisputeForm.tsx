import type { Field } from '@gezhi/core/library/field'
import type { RecordView } from '@gezhi/core/library/library.api'
import { readField } from '@gezhi/core/library/read-field'
import { REGISTERS } from '@gezhi/core/library/registers'
import { useProblemText } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { Alert, App, Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useText } from '../i18n/text.ts'
import { useRecordCommand } from './data.ts'
import { valueText } from './format.ts'

interface ValueInputProps {
  readonly field: Field
  readonly value: string
  /** What is asked for; without it what was seen on the spot. */
  readonly label?: string
  readonly onChange: (value: string) => void
}

/** Asks for a value the way its field is: a list where there is one, else text. */
export function ValueInput({ field, value, label: asked, onChange }: ValueInputProps) {
  const t = useText()
  const label = asked ?? t('lib:seen')
  if (field.kind === 'choice')
    return (
      <Select
        className="lib-wide"
        allowClear
        value={value || null}
        placeholder={t('lib:choose')}
        aria-label={label}
        options={Object.entries(field.choices).map(([code, [zh, en]]) => ({
          value: code,
          label: t.language === 'zh' ? zh : en,
        }))}
        onChange={(next: string | null) => onChange(next ?? '')}
      />
    )
  if (field.kind === 'flag')
    return (
      <Select
        className="lib-wide"
        allowClear
        value={value || null}
        placeholder={t('lib:choose')}
        aria-label={label}
        options={[
          { value: 'Y', label: t('lib:yes') },
          { value: 'N', label: t('lib:no') },
        ]}
        onChange={(next: string | null) => onChange(next ?? '')}
      />
    )
  return (
    <Input
      value={value}
      aria-label={label}
      placeholder={field.kind === 'day' ? t('lib:dayForm') : ''}
      suffix={field.kind === 'number' ? field.unit : undefined}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

interface DisputeFormProps {
  readonly view: RecordView
  readonly field: string
  readonly onClose: () => void
}

/** «It is not as the record says»: what was seen, or a note; nothing is overwritten. */
export function DisputeForm({ view, field, onClose }: DisputeFormProps) {
  const t = useText()
  const { message } = App.useApp()
  const textOf = useProblemText()
  const command = useRecordCommand(view.id)
  const [value, setValue] = useState('')
  const [note, setNote] = useState('')
  const definition = REGISTERS[view.register].fields[field]
  if (!definition) return null
  const held = view.fields.find(({ name }) => name === field)?.value ?? null
  const fits = value.trim() === '' || readField(definition, value).ok
  const send = (): void =>
    command.mutate(
      { type: 'dispute', field, ...(value.trim() ? { value } : {}), ...(note.trim() ? { note } : {}) },
      {
        onSuccess: () => {
          void message.success(t('lib:disputed'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('lib:disputeField', { field: definition[t.language] })}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('lib:cancel')}</Button>
          <Button
            type="primary"
            disabled={!fits || (!value.trim() && !note.trim())}
            loading={busyIcon(command.isPending)}
            onClick={send}
          >
            {t('lib:sendDispute')}
          </Button>
        </>
      }
    >
      <p className="gz-muted">{t('lib:disputeBody')}</p>
      <div className="lib-form">
        <span>{t('lib:held')}</span>
        <strong>{valueText(definition, held, t.language)}</strong>
        <span>{t('lib:seen')}</span>
        <div>
          <ValueInput field={definition} value={value} onChange={setValue} />
          {!fits && <p className="gz-late">{t('lib:badValue')}</p>}
        </div>
        <span>{t('lib:note')}</span>
        <Input.TextArea
          rows={3}
          maxLength={500}
          value={note}
          aria-label={t('lib:note')}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      {command.error && <Alert type="error" showIcon title={textOf(command.error)} />}
    </Modal>
  )
}
