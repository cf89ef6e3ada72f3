import { type ReactNode, useId } from 'react'

/** Labelled inputs with hint and error tied to them, for people who see, hear or feel the page. */
interface Common {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | null | undefined
}

interface TextProps extends Common {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly maxLength: number
  readonly type?: 'text' | 'tel' | 'search' | 'password'
  readonly autoComplete?: string
  readonly placeholder?: string
}

const describedBy = (id: string, hint: unknown, error: unknown): string | undefined =>
  [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined

function Around({ id, hint, error }: { id: string } & Pick<Common, 'hint' | 'error'>): ReactNode {
  return (
    <>
      {hint ? (
        <div id={`${id}-hint`} className="gt-muted">
          {hint}
        </div>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="gt-error">
          {error}
        </p>
      ) : null}
    </>
  )
}

/** One line of text. */
export function TextField({ label, hint, error, onChange, type = 'text', ...rest }: TextProps): ReactNode {
  const id = useId()
  return (
    <div className={error ? 'gt-field in-error' : 'gt-field'}>
      <label htmlFor={id}>{label}</label>
      <Around id={id} hint={hint} error={error} />
      <input
        {...rest}
        id={id}
        type={type}
        className="gt-input"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}

/** Several lines of text. */
export function LongTextField({
  label,
  hint,
  error,
  onChange,
  value,
  maxLength,
  placeholder,
}: TextProps): ReactNode {
  const id = useId()
  return (
    <div className={error ? 'gt-field in-error' : 'gt-field'}>
      <label htmlFor={id}>{label}</label>
      <Around id={id} hint={hint} error={error} />
      <textarea
        id={id}
        className="gt-input"
        value={value}
        maxLength={maxLength}
        placeholder={placeholder}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}

export interface Choice<V extends string> {
  readonly value: V
  readonly label: ReactNode
}

interface ChoiceProps<V extends string> extends Common {
  readonly choices: readonly Choice<V>[]
  readonly value: V | null
  readonly onChange: (value: V) => void
  /** Side by side, for two short answers. */
  readonly inline?: boolean
}

/** One of a few: radio buttons in large rows, moved through with the arrow keys. */
export function ChoiceField<V extends string>(props: ChoiceProps<V>): ReactNode {
  const { label, hint, error, choices, value, onChange, inline = false } = props
  const id = useId()
  return (
    <fieldset
      className={error ? 'gt-field in-error' : 'gt-field'}
      aria-describedby={describedBy(id, hint, error)}
    >
      <legend>{label}</legend>
      <Around id={id} hint={hint} error={error} />
      <div className={inline ? 'gt-choices inline' : 'gt-choices'}>
        {choices.map((choice) => (
          <label key={choice.value} className="gt-choice">
            <input
              type="radio"
              name={id}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
