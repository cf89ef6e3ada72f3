/** Parts for hands: field app and portal draw with these and the tokens, without Ant Design. */
export { TouchCommandForm } from './touch/command-form.tsx'
export { Crash } from './touch/crash.tsx'
export { ChoiceField, LongTextField, TextField } from './touch/fields.tsx'
export { PhotoField, PhotoStrip, PreviewStrip } from './touch/photos.tsx'
export { PlaceField } from './touch/place.tsx'
export { ProblemNote } from './touch/problem.tsx'
export { useCommand } from './touch/use-command.ts'
export { useSend } from './touch/use-send.ts'
