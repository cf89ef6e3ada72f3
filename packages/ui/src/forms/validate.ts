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

function messageOf(error: TLocalizedValidationError): FieldError {
  switch (error.keyword) {
    case 'maxLength':
      return { key: 'form:tooLong', values: { n: Number(error.params.limit) } }
    case 'minLength':
      return { key: 'form:tooShort' }
    case 'maxItems':
      return { key: 'form:tooMany', values: { n: Number(error.params.limit) } }
    case 'minItems':
      return { key: 'form:tooFew', values: { n: Number(error.params.limit) } }
    case 'minimum':
      return { key: 'form:tooSmall', values: { n: Number(error.params.limit) } }
    case 'maximum':
      return { key: 'form:tooLarge', values: { n: Number(error.params.limit) } }
    case 'pattern':
    case 'format':
      return error.instancePath.endsWith('/phone') ? { key: 'form:badPhone' } : { key: 'form:badFormat' }
    default:
      return { key: 'form:unknownField' }
  }
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
