import type { CaseView } from '@gezhi/core/cases/case.api'

/** What the parts of the page need to act on the case. */
export interface Acting {
  readonly view: CaseView
  readonly secret: string
}
