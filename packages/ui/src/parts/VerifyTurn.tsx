import type { VerificationView } from '@gezhi/core/cases/case.view'
import { useText } from '../i18n/i18n.ts'
import { fullTime } from '../time/format.ts'

/** Whose turn a verification is and until when, who is called next, and why a self-handled case is looked at again. */
export function VerifyTurn({ verification }: { verification: VerificationView }) {
  const t = useText()
  const { desks, dueAt, next, missed, sampled } = verification
  const names = (all: VerificationView['desks']): string =>
    all
      .map(({ orgName, roles }) => {
        const posts = roles.map((role) => t.any(`role:${role}`, role)).join(t('part:comma'))
        return t('part:desk', { org: orgName, roles: posts })
      })
      .join(t('part:semicolon'))
  const at = dueAt === null ? '' : fullTime(dueAt).slice(0, 16)
  return (
    <div className="gz-turn">
      <p>
        {t('part:verifyTurn', { names: names(desks) })}
        {at && <span className="gz-nums"> {t('part:verifyUntil', { at })}</span>}
      </p>
      <p className="gz-muted">
        {[
          missed > 0 ? t('part:verifyMissed', { n: missed }) : '',
          next.length > 0 ? t('part:verifyNext', { names: names(next) }) : '',
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
      {sampled && <p>{t('part:verifySampled')}</p>}
    </div>
  )
}
