import { createHash } from 'node:crypto'
import type { RegisterName } from '@gezhi/core/library/registers'

/**
 * Id of a record, from its district, register and code: loads compute it in SQL the same way (`load.store.ts`), a million
 * at a time. A UUID of version 8 over MD5, which names things here and guards nothing.
 */
export function recordId(district: number, register: RegisterName, code: string): string {
  const hash = createHash('md5').update(`${district}:${register}:${code}`).digest('hex')
  const hex = `${hash.slice(0, 12)}8${hash.slice(13, 16)}8${hash.slice(17)}`
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
