/** Parts for hands: field app and portal draw with these and the tokens, without Ant Design. */
export { ChoiceField, LongTextField, TextField } from './touch/fields.tsx'
export { PhotoField, PhotoStrip } from './touch/photos.tsx'
export { PlaceField, type PlaceValue } from './touch/place.tsx'
export { ProblemNote } from './touch/problem.tsx'
export { type Send, useSend } from './touch/use-send.ts'
