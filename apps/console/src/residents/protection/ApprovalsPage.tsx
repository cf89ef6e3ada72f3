import { call } from '@gezhi/client/call'
import { type ExportView, protectionApi } from '@gezhi/core/residents/protection.api'
import { PURPOSES } from '@gezhi/core/residents/purposes'
import { busyIcon, EmptyState } from '@gezhi/ui/parts'
import { fullTime } from '@gezhi/ui/time'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { Answer, PageHead, Panel } from '../../assessment/parts.tsx'
import { useText } from '../../i18n/text.ts'
import { useDeed, useExports } from '../data.ts'

/** Lists that want to leave the system: the officer decides, never the one who asked. */
export function ApprovalsPage() {
  const t = useText()
  const exports = useExports()
  const [declining, setDeclining] = useState<ExportView | null>(null)
  const decide = useDeed(
    ({ id, ...body }: { id: string; approved: boolean; answer?: string }) =>
      call(protectionApi.decideExport, { params: { id }, body }),
    'protection',
  )
  return (
    <div className="assess-page">
      <PageHead title={t('protect:exports')} about={t('protect:exportsAbout')} />
      <Answer query={exports} rows={6}>
        {({ exports: all }) =>
          all.length === 0 ? (
            <EmptyState title={t('protect:exportsNone')} body={t('protect:exportsNoneBody')} />
          ) : (
            <Panel>
              {all.map((one) => (
                <div key={one.id} className="people-line">
                  <div className="grow">
                    <strong>
                      {one.orgName} · {one.personName}
                    </strong>{' '}
                    {PURPOSES[one.purpose][t.language]}
                    <p className="people-body">{one.reason}</p>
                    <small className="gz-muted">
                      {fullTime(one.askedAt)}
                      {one.rows !== null && ` · ${t('protect:exportRows', { n: one.rows })}`}
                      {one.answer !== null && ` · ${one.answer}`}
                    </small>
                  </div>
                  {one.state === 'ASKED' && !one.own ? (
                    <>
                      <Button
                        type="primary"
                        loading={busyIcon(decide.isPending)}
                        onClick={() => decide.mutate({ id: one.id, approved: true })}
                      >
                        {t('protect:approve')}
                      </Button>
                      <Button onClick={() => setDeclining(one)}>{t('protect:decline')}</Button>
                    </>
                  ) : (
                    <span className="assess-tag">{t(`protect:export.${one.state}`)}</span>
                  )}
                </div>
              ))}
            </Panel>
          )
        }
      </Answer>
      {declining && (
        <Decline
          busy={decide.isPending}
          onClose={() => setDeclining(null)}
          onSay={(answer) =>
            decide.mutate(
              { id: declining.id, approved: false, answer },
              { onSuccess: () => setDeclining(null) },
            )
          }
        />
      )}
    </div>
  )
}

interface DeclineProps {
  readonly busy: boolean
  readonly onClose: () => void
  readonly onSay: (answer: string) => void
}

function Decline({ busy, onClose, onSay }: DeclineProps) {
  const t = useText()
  const [answer, setAnswer] = useState('')
  return (
    <Modal
      open
      title={t('protect:decline')}
      okText={t('protect:decline')}
      cancelText={t('people:cancel')}
      okButtonProps={{ disabled: !answer.trim(), loading: busyIcon(busy) }}
      onCancel={onClose}
      onOk={() => onSay(answer.trim())}
    >
      <label htmlFor="decline-text">{t('protect:reasonText')}</label>
      <Input.TextArea
        id="decline-text"
        value={answer}
        maxLength={1000}
        autoSize={{ minRows: 3 }}
        onChange={(event) => setAnswer(event.target.value)}
      />
    </Modal>
  )
}
