/** Forms from schemas; import `@gezhi/ui/forms/forms.css` beside. Load this lazily: it brings Ant Design's inputs. */
export { CommandForm } from './forms/CommandForm.tsx'
export { FormScopeProvider } from './forms/context.tsx'
export { useDraft } from './forms/drafts.ts'
export { Field } from './forms/Field.tsx'
export { type FieldSchema, fieldsOf, filled, type FormValues, isRecord } from './forms/schema.ts'
export { useCtrlEnter } from './forms/useCtrlEnter.ts'
export { type FormErrors, validate } from './forms/validate.ts'
