// Consent texts by code and version. A version that was shown once never changes: a new text is a new version.
import type { ConsentCode } from './purposes.ts'

export interface ConsentText {
  readonly code: ConsentCode
  readonly version: number
  /** Day of the year from which it is shown, e.g. `2026-11-01`. */
  readonly from: string
  /** Sensitive data and children need a consent of their own (PIPL 29, 31; R-P-12, R-P-13). */
  readonly separate: boolean
  readonly title: { readonly zh: string; readonly en: string }
  readonly body: { readonly zh: string; readonly en: string }
}

const REFUSING = {
  zh: '不同意不影响您上报事件、查询进度和办理其他服务。您可以随时在“我的信息”中撤回，撤回后立即停止使用。',
  en: 'Refusing does not affect reporting, following a report or any other service. You may withdraw at any time under “My information”; use stops at once.',
}

export const CONSENT_TEXTS: readonly ConsentText[] = [
  {
    code: 'SERVICE_CONTACT',
    version: 1,
    from: '2026-11-01',
    separate: false,
    title: { zh: '同意网格员为上门服务与我联系', en: 'Let the grid member contact me for services at home' },
    body: {
      zh: `本社区网格员为安排上门服务，可查看您的姓名和电话；每次查看都有记录，您可以在“我的信息”中看到。保存期限不超过登记时告知的日期。${REFUSING.zh}`,
      en: `The grid member of your community may see your name and phone to arrange services at home. Every look is recorded and shown to you under “My information”. Data are kept no longer than the date you were told. ${REFUSING.en}`,
    },
  },
  {
    code: 'SERVICE_NEED',
    version: 1,
    from: '2026-11-01',
    separate: true,
    title: { zh: '单独同意登记我的服务需求', en: 'Separate consent: record what service I need' },
    body: {
      zh: `为提供您申请的照料、助餐、陪诊等服务，登记您的需求（敏感个人信息）。仅指定的照料人和镇街负责人可见，最长 12 个月，到期须重新同意，否则删除。${REFUSING.zh}`,
      en: `To give the care, meals or escort that you asked for, your need is recorded (sensitive personal data). Only the named carers and the officer of the street see it, for 12 months at most; without a new consent it is deleted then. ${REFUSING.en}`,
    },
  },
  {
    code: 'CHILD',
    version: 1,
    from: '2026-11-01',
    separate: true,
    title: {
      zh: '监护人同意登记未满十四周岁未成年人信息',
      en: 'Guardian: record the data of a child under 14',
    },
    body: {
      zh: `由监护人同意。仅登记提供服务所必需的最少信息；不公开、不用于评价；不记录就读班级和行踪。${REFUSING.zh}`,
      en: `Given by the guardian. Only the least that a service needs is recorded; nothing is published or used for any judgement; neither class nor whereabouts are recorded. ${REFUSING.en}`,
    },
  },
]

/** The text that is shown now; there is one of every code. */
export function currentText(code: ConsentCode): ConsentText {
  const found = CONSENT_TEXTS.filter((text) => text.code === code).toSorted(
    (a, b) => b.version - a.version,
  )[0]
  if (!found) throw new Error(`no consent text ${code}`)
  return found
}

export interface Consent {
  readonly id: string
  readonly text: ConsentCode
  readonly version: number
  readonly language: string
  readonly channel: 'PORTAL' | 'PAPER' | 'COUNTER'
  readonly givenBy: 'SELF' | 'GUARDIAN'
  readonly givenAt: number
  readonly withdrawnAt: number | null
}

/** Whether a consent to this text stands. Withdrawing ends it at once; the law gives 24 hours at most (R-P-04). */
export const stands = (consents: readonly Consent[], code: ConsentCode): boolean =>
  consents.some(({ text, withdrawnAt }) => text === code && withdrawnAt === null)
