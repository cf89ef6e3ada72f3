import type { TSchema } from 'typebox'
import type { TLocalizedValidationError } from 'typebox/error'
import { Errors } from 'typebox/value'
import type { TextKey } from '../i18n/catalogue.ts'
import type { Values } from '../i18n/i18n.ts'
import type { FormValues } from './schema.ts'

export interface FieldError {
  readonly key: TextKey
  readonly values?: Values
}

/** First error of each field by its path: `reason`, `units/0/task`, `contact/phone`. */
export type FormErrors = Readonly<Record<string, FieldError>>

/** Keywords whose message names the limit. */
const LIMITS: Readonly<Partial<Record<string, TextKey>>> = {
  maxLength: 'form:tooLong',
  maxItems: 'form:tooMany',
  minItems: 'form:tooFew',
  minimum: 'form:tooSmall',
  maximum: 'form:tooLarge',
}

function messageOf({ keyword, params, instancePath }: TLocalizedValidationError): FieldError {
  const key = LIMITS[keyword]
  if (key && 'limit' in params) return { key, values: { n: Number(params.limit) } }
  if (keyword === 'minLength') return { key: 'form:tooShort' }
  if (keyword !== 'pattern' && keyword !== 'format') return { key: 'form:unknownField' }
  return { key: instancePath.endsWith('/phone') ? 'form:badPhone' : 'form:badFormat' }
}

/** What keeps a form from being sent, by the same schema the server checks; empty when it may go. */
export function validate(schema: TSchema, values: FormValues): FormErrors {
  const found: Record<string, FieldError> = {}
  const add = (path: string, error: FieldError): void => {
    const name = path.replace(/^\//, '')
    found[name] ??= error
  }
  for (const error of Errors(schema, values)) {
    if (error.keyword === 'required')
      for (const name of error.params.requiredProperties)
        add(`${error.instancePath}/${name}`, { key: 'form:tooShort' })
    else add(error.instancePath, messageOf(error))
  }
  return found
}
