import type { FieldView } from '@gezhi/core/library/library.api'
import { readField } from '@gezhi/core/library/read-field'
import { REGISTERS } from '@gezhi/core/library/registers'
import { ProblemNote, TextField } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { useText } from '../text.ts'
import type { Item } from './shelf.ts'
import { useSay } from './use-shelf.ts'

interface DisputeProps {
  readonly item: Item
  readonly field: FieldView
  readonly onDone: () => void
}

/** What it is instead: one tap where there is a list, a number where there is one, or just that it is otherwise. */
export function DisputePart({ item, field, onDone }: DisputeProps): ReactNode {
  const text = useText()
  const { sending, error, send } = useSay(item.id)
  const definition = REGISTERS[item.register].fields[field.name]
  if (!definition) return null
  const say = async (said: { readonly value?: string; readonly note?: string }): Promise<void> => {
    if (await send({ type: 'dispute', field: field.name, ...said })) onDone()
  }
  const choices =
    definition.kind === 'choice'
      ? Object.entries(definition.choices).map(([value, [zh, en]]) => ({
          value,
          label: text.language === 'zh' ? zh : en,
        }))
      : definition.kind === 'flag'
        ? [
            { value: 'Y', label: text('library:yes') },
            { value: 'N', label: text('library:no') },
          ]
        : []
  const held = definition.kind === 'flag' ? { true: 'Y', false: 'N' }[String(field.value)] : field.value
  return (
    <div className="lib-dispute gt-stack tight">
      {choices.length > 0 ? (
        <div className="chips" role="group" aria-label={text('library:seen')}>
          {choices
            .filter(({ value }) => value !== held)
            .map(({ value, label }) => (
              <button key={value} type="button" disabled={sending} onClick={() => void say({ value })}>
                {label}
              </button>
            ))}
        </div>
      ) : (
        <SeenValue item={item} field={field} busy={sending} onSay={(value) => void say({ value })} />
      )}
      <div className="gt-row">
        <button
          type="button"
          className="gt-button"
          disabled={sending}
          onClick={() => void say({ note: text('library:notSo') })}
        >
          {text('library:notSo')}
        </button>
        <button type="button" className="gt-link" onClick={onDone}>
          {text('library:cancel')}
        </button>
      </div>
      <ProblemNote error={error} />
    </div>
  )
}

interface SeenProps {
  readonly item: Item
  readonly field: FieldView
  readonly busy: boolean
  readonly onSay: (value: string) => void
}

function SeenValue({ item, field, busy, onSay }: SeenProps): ReactNode {
  const text = useText()
  const [value, setValue] = useState('')
  const definition = REGISTERS[item.register].fields[field.name]
  if (!definition) return null
  const read = readField(definition, value)
  const isSame = read.ok && read.value !== null && read.value === field.value
  const fault =
    value.trim() === '' ? null : !read.ok ? 'library:badValue' : isSame ? 'library:sameValue' : null
  return (
    <form
      className="gt-row lib-seen"
      onSubmit={(event) => {
        event.preventDefault()
        if (value.trim() !== '' && !fault) onSay(value)
      }}
    >
      <TextField
        label={text('library:seen')}
        error={fault ? text(fault) : null}
        value={value}
        onChange={setValue}
        maxLength={400}
        autoComplete="off"
      />
      <button
        type="submit"
        className="gt-button primary"
        disabled={busy || value.trim() === '' || fault !== null}
      >
        {text('library:send')}
      </button>
    </form>
  )
}
