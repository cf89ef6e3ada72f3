import type { TaskSort } from '@gezhi/core/fieldwork/commands'

const WORK = '/work'

/** Where each sort is recorded. */
export const FORMS: Readonly<Record<TaskSort, string>> = {
  VISIT: `${WORK}/visits`,
  CHECK: `${WORK}/checks`,
  PUBLICISE: `${WORK}/publicity`,
  OPINION: `${WORK}/opinions`,
}

/** The report of a day or week. */
export const REPORT = `${WORK}/report`
