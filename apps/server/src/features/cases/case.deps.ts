// What the case feature is given: the kernel, and what other features know.
import type { Actor } from '@gezhi/core/people/actor'
import type { Admission } from '../../kernel/admission.ts'
import type { Bell } from '../../kernel/bell.ts'
import type { StoredFiles } from '../../kernel/blobs.ts'
import type { AuditTrail } from '../../kernel/audit.ts'
import type { Buckets } from '../../kernel/buckets.ts'
import type { Deps } from '../../kernel/deps.ts'
import type { Districts } from '../../kernel/district.ts'
import type { PersonalStore } from '../../kernel/personal.ts'
import type { ResidentKey } from '../../kernel/resident.ts'
import type { CaseFindings } from './case.kind.ts'
import type { FindRedraws } from './grid.redraws.ts'

export interface CaseDeps extends Deps {
  readonly districts: Districts
  readonly personal: PersonalStore
  /** Rings for posts that have notices: their live feeds say so. */
  readonly bell: Bell
  /** Live feeds end when those who read them may no longer. */
  readonly admission: Admission
  readonly audit: AuditTrail
  readonly files: StoredFiles
  readonly buckets: Buckets
  /** Access key of a resident who reports without one: always the same for the same command, so that a retry is. */
  readonly residentKeyFor: (commandId: string) => ResidentKey
  /** Kind of the registered source behind a SYSTEM actor; undefined when it is not registered or not active. */
  readonly sourceKindOf: (actor: Actor) => Promise<CaseFindings['source']>
  /** Reads at once what changed in the registers of this process. */
  readonly refreshRegisters: () => Promise<unknown>
  readonly redrawsOf: FindRedraws
  /** District of reports that come without a session. */
  readonly homeDistrict: () => number
}
