import type { CaseView } from '@gezhi/core/cases/case.api'
import type { PostView } from '@gezhi/core/people/session.api'
import { createContext, useContext } from 'react'
import type { FieldSchema, FormValue, FormValues } from './schema.ts'
import type { FormErrors } from './validate.ts'

/** What pickers limit their choice by: the command, the case and who acts. */
export interface FormScope {
  readonly command: string
  readonly case: CaseView | null
  readonly post: PostView
  readonly values: FormValues
  readonly errors: FormErrors
}

const Context = createContext<FormScope | null>(null)
export const FormScopeProvider = Context.Provider

export function useFormScope(): FormScope {
  const scope = useContext(Context)
  if (!scope) throw new Error('a field was drawn outside a form')
  return scope
}

/** What every widget gets. `id` ties the label to it; `invalid` says that an error stands below. */
export interface WidgetProps {
  readonly id: string
  readonly name: string
  /** Path in the form's values, for errors of rows. */
  readonly path: string
  readonly schema: FieldSchema
  readonly required: boolean
  readonly value: FormValue
  readonly onChange: (value: FormValue) => void
  readonly invalid: boolean
  readonly describedBy: string | undefined
}

/** The parts of the props that go to an input as they are. */
export const aria = ({ id, invalid, describedBy, required }: WidgetProps) => ({
  id,
  'aria-invalid': invalid || undefined,
  'aria-describedby': describedBy,
  'aria-required': required || undefined,
  ...(invalid ? { status: 'error' as const } : {}),
})
