export { fullTime, pastTime, shortTime, wallTime } from './time/format.ts'
