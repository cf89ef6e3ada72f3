import type { HeldGrid } from '@gezhi/core/districts/device'
import { type ReactNode, useId } from 'react'
import { useText } from '../text.ts'

interface GridFieldProps {
  readonly grids: readonly HeldGrid[]
  readonly value: string | null
  readonly error: string | null
  readonly onChange: (grid: string) => void
}

/** In which grid it was: said when there is one, asked when a post has several. */
export function GridField({ grids, value, error, onChange }: GridFieldProps): ReactNode {
  const text = useText()
  const id = useId()
  const [first] = grids
  if (grids.length === 1 && first?.code === value) return <p className="gt-muted gt-small">{first.name}</p>
  return (
    <div className={error ? 'gt-field in-error' : 'gt-field'}>
      <label htmlFor={id}>{text('work:grid')}</label>
      {error ? (
        <p id={`${id}-error`} className="gt-error">
          {error}
        </p>
      ) : null}
      <select
        id={id}
        className="gt-input"
        value={value ?? ''}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="" disabled>
          {text('work:gridChoose')}
        </option>
        {grids.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
