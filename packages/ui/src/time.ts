export { dueText, fullTime, pastTime, shortTime, span, wallTime, ZONE } from './time/format.ts'
export { useTicking } from './time/ticker.ts'
