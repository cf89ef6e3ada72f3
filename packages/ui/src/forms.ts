/** Forms from schemas; import `@gezhi/ui/forms/forms.css` beside. Load this lazily: it brings Ant Design's inputs. */
export { CommandForm } from './forms/CommandForm.tsx'
export { type FormScope, FormScopeProvider } from './forms/context.tsx'
export { useDraft } from './forms/drafts.ts'
export { Field } from './forms/Field.tsx'
export { asksNothing, type FieldSchema, fieldsOf, filled, type FormValues, isRecord } from './forms/schema.ts'
export { type FormErrors, validate } from './forms/validate.ts'
