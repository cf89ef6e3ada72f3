// What the library is given: the kernel and the register of the district.
import type { Deps } from '../../kernel/deps.ts'
import type { Districts } from '../../kernel/district.ts'

export interface LibraryDeps extends Deps {
  readonly districts: Districts
}
