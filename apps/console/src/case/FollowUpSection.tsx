import { CopyOutlined } from '@ant-design/icons'
import { call } from '@gezhi/client/call'
import type { CaseView } from '@gezhi/core/cases/case.api'
import { residentCaseApi } from '@gezhi/core/cases/resident.api'
import { useGezhi, useProblemText } from '@gezhi/ui/data'
import { shortTime } from '@gezhi/ui/time'
import { App, Button } from 'antd'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { Section } from './Section.tsx'

/** How far the follow-up is: asked by portal or link, calls made, and what was answered. Only the centre asks. */
export function FollowUpSection({ view }: { view: CaseView }) {
  const t = useText()
  const { clock } = useGezhi()
  const { post } = useSession()
  const { followUp } = view
  if (!followUp) return null
  const { calls, mostCalls, inPortal, linkUntil, answer } = followUp
  const open = linkUntil !== null && linkUntil > clock.now()
  return (
    <Section title={t('page:followUp')}>
      <p>
        {t(inPortal ? 'page:askedInPortal' : 'page:askedByLink')}{' '}
        {t('page:calls', { n: calls, most: mostCalls })}
      </p>
      <p>
        {linkUntil === null
          ? t('page:noLink')
          : t(open ? 'page:linkOpen' : 'page:linkOver', { at: shortTime(linkUntil, clock.now()) })}{' '}
        {open && post.role === 'DISTRICT_OPERATOR' && <CopyLink id={view.id} />}
      </p>
      {answer && (
        <p className="case-question">
          <strong>{t('page:poorAnswer', { n: answer.rating })}</strong>{' '}
          {t(`option:contacted.${answer.contacted}`)} · {t(`option:solved.${answer.solved}`)}
          <br />
          {answer.note}
        </p>
      )}
      <p className="gz-muted">{t('page:noCanvassing')}</p>
    </Section>
  )
}

/** The link as text for a message: it is asked for when it is copied, and kept nowhere. */
function CopyLink({ id }: { id: string }) {
  const t = useText()
  const textOf = useProblemText()
  const { message } = App.useApp()
  const copy = (): void => {
    call(residentCaseApi.link, { params: { id } })
      .then(({ path }) =>
        navigator.clipboard.writeText(t('page:linkMessage', { link: location.origin + path })),
      )
      .then(
        () => void message.success(t('page:linkCopied')),
        (error: unknown) => void message.error(textOf(error)),
      )
  }
  return (
    <Button size="small" icon={<CopyOutlined />} onClick={copy} className="no-print">
      {t('page:copyFollowUp')}
    </Button>
  )
}
