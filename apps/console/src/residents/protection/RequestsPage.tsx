import { newId } from '@gezhi/client/ids'
import type { RequestView } from '@gezhi/core/residents/data-request'
import { busyIcon, DueTime, EmptyState } from '@gezhi/ui/parts'
import { fullTime } from '@gezhi/ui/time'
import { Alert, Button, Input, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { Link } from 'wouter'
import { Answer, PageHead, Panel } from '../../assessment/parts.tsx'
import { useText } from '../../i18n/text.ts'
import { useDecideRequest, useRequests } from '../data.ts'

/** Requests about personal data with their fifteen days. */
export function RequestsPage() {
  const t = useText()
  const [open, setOpen] = useState(true)
  const [deciding, setDeciding] = useState<{
    readonly request: RequestView
    readonly granted: boolean
  } | null>(null)
  const requests = useRequests(open)
  return (
    <div className="assess-page">
      <PageHead title={t('protect:requests')} about={t('protect:requestsAbout')}>
        <Segmented
          value={open ? 'open' : 'done'}
          options={[
            { value: 'open', label: t('protect:showOpen') },
            { value: 'done', label: t('protect:showDone') },
          ]}
          onChange={(value) => setOpen(value === 'open')}
        />
      </PageHead>
      <Answer query={requests} rows={8}>
        {({ requests: all }) =>
          all.length === 0 ? (
            <EmptyState title={t('protect:requestsNone')} body={t('protect:requestsNoneBody')} />
          ) : (
            <Panel>
              {all.map((request) => (
                <Request
                  key={request.id}
                  request={request}
                  onDecide={(granted) => setDeciding({ request, granted })}
                />
              ))}
            </Panel>
          )
        }
      </Answer>
      {deciding && <Decide {...deciding} onClose={() => setDeciding(null)} />}
    </div>
  )
}

function Request({ request, onDecide }: { request: RequestView; onDecide: (granted: boolean) => void }) {
  const t = useText()
  const { right, status, name, resident, relation, text, answer, askedAt, dueAt, channel } = request
  const open = status === 'OPEN' || status === 'OVERDUE'
  return (
    <div className="people-line">
      <div className="grow">
        <strong>{t(`resident:right.${right}`)}</strong>{' '}
        {name === null ? '—' : <Link href={`/residents/${resident}`}>{name}</Link>}{' '}
        <small className="gz-muted">
          {fullTime(askedAt)} · {t(`resident:channel.${channel}`)}
          {relation !== null &&
            ` · ${t('protect:relative', { relation: t.any(`resident:relation.${relation}`, relation) })}`}
        </small>
        {text !== null && <p className="people-body">{text}</p>}
        {answer !== null && <p className="gz-muted people-body">{t('protect:answer', { text: answer })}</p>}
      </div>
      {open ? (
        <>
          <DueTime dueAt={dueAt} />
          <Button type="primary" onClick={() => onDecide(true)}>
            {t('protect:grant')}
          </Button>
          <Button onClick={() => onDecide(false)}>{t('protect:refuse')}</Button>
        </>
      ) : (
        <span className="assess-tag">{t(`resident:status.${status}`)}</span>
      )}
    </div>
  )
}

interface DecideProps {
  readonly request: RequestView
  readonly granted: boolean
  readonly onClose: () => void
}

function Decide({ request, granted, onClose }: DecideProps) {
  const t = useText()
  const [text, setText] = useState('')
  const [key] = useState(newId)
  const decide = useDecideRequest()
  const said = text.trim()
  return (
    <Modal
      open
      title={`${t(granted ? 'protect:grant' : 'protect:refuse')} · ${t(`resident:right.${request.right}`)}`}
      okText={t(granted ? 'protect:grant' : 'protect:refuse')}
      cancelText={t('people:cancel')}
      okButtonProps={{ loading: busyIcon(decide.isPending), disabled: !granted && !said }}
      onCancel={onClose}
      onOk={() =>
        decide.mutate(
          { id: request.id, key, granted, ...(said ? { text: said } : {}) },
          { onSuccess: onClose },
        )
      }
    >
      {granted && (request.right === 'DELETE' || request.right === 'RESTRICT') && (
        <Alert type="warning" showIcon title={t('protect:grantSure')} style={{ marginBottom: 12 }} />
      )}
      <label htmlFor="decide-text">{t(granted ? 'protect:answerText' : 'protect:reasonText')}</label>
      <Input.TextArea
        id="decide-text"
        value={text}
        maxLength={2000}
        autoSize={{ minRows: 3 }}
        onChange={(event) => setText(event.target.value)}
      />
    </Modal>
  )
}
