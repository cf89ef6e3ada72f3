import { CASE_COMMANDS, type CaseCommand, type CommandType } from '@gezhi/core/cases/commands'
import { type VerifyPlace, verifyPlaceLack } from '@gezhi/core/cases/verify-place'
import { type ReactNode, useState } from 'react'
import type { TSchema } from 'typebox'
import { useKeeping } from '../data/Gezhi.tsx'
import { useDraft } from '../forms/drafts.ts'
import {
  type FieldKind,
  type FieldSchema,
  type FieldSpec,
  fieldsOf,
  filled,
  type FormValue,
  type FormValues,
  isRecord,
} from '../forms/schema.ts'
import { type FormErrors, validate } from '../forms/validate.ts'
import { useText } from '../i18n/i18n.ts'
import { ChoiceField, LongTextField, TextField } from './fields.tsx'
import { HereField } from './here.tsx'
import { PhotoField } from './photos.tsx'
import { ProblemNote } from './problem.tsx'
import { useCommand } from './use-command.ts'

/** Kinds of fields that a hand can fill in here; the others stay with their prefilled value. */
const ASKED: readonly FieldKind[] = ['text', 'longText', 'photos', 'choice', 'place']

const isVerifying = (command: CommandType): boolean => command.startsWith('verify')

/** What the form holds of the verifier's place, as the rule reads it. */
function placeOf(values: FormValues): VerifyPlace {
  const { place, placeReason } = values
  const [lon, lat] = isRecord(place) ? [place['lon'], place['lat']] : []
  return {
    ...(typeof lon === 'number' && typeof lat === 'number' ? { place: { lon, lat } } : {}),
    ...(typeof placeReason === 'string' ? { placeReason } : {}),
  }
}

interface CommandFormProps {
  readonly command: CommandType
  readonly id: string
  /** Where the case lies, to say how far away one stands. */
  readonly at: readonly [lon: number, lat: number]
  readonly prefill: FormValues
  readonly onDone: () => void
  readonly onCancel: () => void
}

/** The form of one command on a phone, made from its schema; it stays filled in until the server has accepted it. */
export function TouchCommandForm({
  command,
  id,
  at,
  prefill,
  onDone,
  onCancel,
}: CommandFormProps): ReactNode {
  const text = useText()
  const { sending, error, send } = useCommand(id)
  const person = useKeeping()?.person ?? ''
  const draft = useDraft(`${person}${id}.${command}`, prefill)
  const [tried, setTried] = useState(false)
  const schema: TSchema = CASE_COMMANDS[command]
  // TypeBox schemas are plain JSON Schema; this is how the form builder reads them.
  const fields = fieldsOf(schema as FieldSchema).filter(({ kind }) => ASKED.includes(kind))
  const body = { ...filled(draft.values), type: command }
  const lack = isVerifying(command) ? verifyPlaceLack(placeOf(draft.values), at, true) : null
  const errors: FormErrors = {
    ...validate(schema, body),
    ...(lack ? { placeReason: { key: `refusal:${lack}` } } : {}),
  }
  const danger = text.has(`consequence:${command}`)
  const submit = async () => {
    setTried(true)
    if (Object.keys(errors).length > 0) return
    // Validated against the command's own schema just above.
    if (!(await send(body as CaseCommand))) return
    draft.clear()
    onDone()
  }
  return (
    <form
      className="gt-panel gt-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h2>{text(`command:${command}`)}</h2>
      {danger ? <p className="gt-note warn">{text.any(`consequence:${command}`, '')}</p> : null}
      {fields
        .filter(({ name }) => name !== 'placeReason' || lack !== null || draft.values['placeReason'])
        .map((spec) => {
          const label = text.any(`field:${command}.${spec.name}`, text.any(`field:${spec.name}`, spec.name))
          const found = tried ? errors[spec.name] : undefined
          const said =
            found?.key === 'form:tooShort' || found?.key === 'form:tooFew'
              ? text('form:missing', { label })
              : null
          return (
            <TouchField
              key={spec.name}
              spec={spec}
              at={at}
              label={spec.required ? label : text('form:optionalLabel', { label })}
              error={said ?? (found ? text(found.key, found.values) : null)}
              value={draft.values[spec.name]}
              onChange={(value) => draft.change({ ...draft.values, [spec.name]: value })}
            />
          )
        })}
      <ProblemNote error={error} />
      <div className="gt-row">
        <button
          type="submit"
          className={danger ? 'gt-button danger' : 'gt-button primary'}
          disabled={sending}
        >
          {text(`command:${command}`)}
        </button>
        <button type="button" className="gt-button" disabled={sending} onClick={onCancel}>
          {text('form:cancel')}
        </button>
      </div>
    </form>
  )
}

interface TouchFieldProps {
  readonly spec: FieldSpec
  readonly at: readonly [lon: number, lat: number]
  readonly label: string
  readonly error: string | null
  readonly value: FormValue
  readonly onChange: (value: FormValue) => void
}

const hashesIn = (value: FormValue): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
const textIn = (value: FormValue): string => (typeof value === 'string' ? value : '')

function TouchField({ spec, at, label, error, value, onChange }: TouchFieldProps): ReactNode {
  const text = useText()
  const { name, kind, schema } = spec
  if (kind === 'photos')
    return (
      <PhotoField
        camera
        label={label}
        error={error}
        value={hashesIn(value)}
        max={schema.maxItems ?? 9}
        onChange={onChange}
      />
    )
  if (kind === 'place') return <HereField label={label} at={at} value={value} onChange={onChange} />
  if (kind === 'choice')
    return (
      <ChoiceField
        label={label}
        error={error}
        choices={(schema.enum ?? []).map((one) => ({
          value: one,
          label: text.any(`option:${name}.${one}`, one),
        }))}
        value={textIn(value) || null}
        onChange={onChange}
      />
    )
  const Input = kind === 'longText' ? LongTextField : TextField
  return (
    <Input
      label={label}
      error={error}
      value={textIn(value)}
      maxLength={schema.maxLength ?? 5000}
      onChange={onChange}
    />
  )
}
