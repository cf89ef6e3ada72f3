import { call } from '@gezhi/client/call'
import { caseApi, type CaseView } from '@gezhi/core/cases/case.api'
import { useProblemText } from '@gezhi/ui/data'
import { App, Button, Popover, Radio } from 'antd'
import { useEffect, useState } from 'react'
import { useText } from '../i18n/text.ts'

const PURPOSES = ['CONTACT_REPORTER', 'FOLLOW_UP', 'SAFETY'] as const
type Purpose = (typeof PURPOSES)[number]
interface Shown {
  readonly name: string | null
  readonly phone: string | null
  readonly left: number
}
const SHOWN_S = 60

/** Masked contact; the whole only for a stated purpose, logged, and for a minute. */
export function ContactReveal({ view }: { view: CaseView }) {
  const t = useText()
  const textOf = useProblemText()
  const { message } = App.useApp()
  const [purpose, setPurpose] = useState<Purpose>(
    view.state === 'FOLLOW_UP' ? 'FOLLOW_UP' : 'CONTACT_REPORTER',
  )
  const [shown, setShown] = useState<Shown | null>(null)
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => setShown(shown.left > 1 ? { ...shown, left: shown.left - 1 } : null), 1000)
    return () => clearTimeout(timer)
  }, [shown])
  const { contactable, maskedName, maskedPhone, mayReveal } = view.reporter
  if (!contactable) return <span className="gz-muted">{t('page:anonymous')}</span>
  if (!mayReveal) return <span className="gz-muted">{t('page:contactKept')}</span>
  const reveal = (): void => {
    call(caseApi.reveal, { params: { id: view.id }, body: { purpose } }).then(
      (contact) => setShown({ ...contact, left: SHOWN_S }),
      (error: unknown) => void message.error(textOf(error)),
    )
  }
  if (shown)
    return (
      <span className="gz-nums">
        <strong>
          {shown.name ?? ''} {shown.phone ?? ''}
        </strong>{' '}
        <small className="gz-muted">{t('page:revealed', { n: shown.left })}</small>
      </span>
    )
  return (
    <>
      <span className="gz-nums">
        {maskedName ?? ''} {maskedPhone ?? ''}
      </span>
      <Popover
        trigger="click"
        content={
          <div className="reveal">
            <p>{t('page:revealWhy')}</p>
            <Radio.Group
              value={purpose}
              options={PURPOSES.map((value) => ({ value, label: t(`option:purpose.${value}`) }))}
              onChange={(event) => setPurpose(event.target.value as Purpose)}
            />
            <Button type="primary" size="small" onClick={reveal}>
              {t('page:revealNow')}
            </Button>
          </div>
        }
      >
        <Button size="small" className="no-print">
          {t('page:reveal')}
        </Button>
      </Popover>
    </>
  )
}
