import { CheckCircleFilled, StopOutlined } from '@ant-design/icons'
import { call } from '@gezhi/client/call'
import { CONSENT_TEXTS, currentText } from '@gezhi/core/residents/consent'
import { isChild } from '@gezhi/core/residents/identity'
import type { ConsentCode } from '@gezhi/core/residents/purposes'
import { residentsApi } from '@gezhi/core/residents/resident.api'
import type { ResidentSheet } from '@gezhi/core/residents/resident.view'
import { busyIcon } from '@gezhi/ui/parts'
import { fullTime } from '@gezhi/ui/time'
import { App, Button, Form, Modal, Radio } from 'antd'
import { useState } from 'react'
import { Nothing, Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { useDeed } from './data.ts'

/** What the person agreed to and when; withdrawing is one press and one confirmation. */
export function ConsentPanel({ record }: { record: ResidentSheet }) {
  const t = useText()
  const { modal } = App.useApp()
  const [adding, setAdding] = useState(false)
  const withdraw = useDeed(
    (consent: string) => call(residentsApi.withdraw, { params: { id: record.id, consent } }),
    'residents',
  )
  const sure = (consent: string): void =>
    void modal.confirm({
      title: t('people:withdraw'),
      content: t('people:withdrawSure'),
      okText: t('people:withdraw'),
      onOk: () => withdraw.mutateAsync(consent).catch(() => undefined),
    })
  return (
    <Panel
      title={t('people:consents')}
      aside={record.mayKeep && <Button onClick={() => setAdding(true)}>{t('people:consentAdd')}</Button>}
    >
      {record.consents.length === 0 && <Nothing>{t('people:consentNone')}</Nothing>}
      {record.consents.map(({ id, text, version, givenBy, givenAt, channel, withdrawnAt }) => (
        <div key={id} className="people-line">
          <div className="grow">
            {withdrawnAt === null ? <CheckCircleFilled aria-hidden /> : <StopOutlined aria-hidden />}{' '}
            <strong>{currentText(text).title[t.language]}</strong>
            <br />
            <small className="gz-muted">
              {t('people:consentGiven', {
                by: t(`resident:by.${givenBy}`),
                at: fullTime(givenAt),
                channel: t(`resident:channel.${channel}`),
                n: version,
              })}
              {withdrawnAt !== null && ` · ${t('people:consentGone', { at: fullTime(withdrawnAt) })}`}
            </small>
          </div>
          {withdrawnAt === null && record.mayKeep && (
            <Button size="small" onClick={() => sure(id)}>
              {t('people:withdraw')}
            </Button>
          )}
        </div>
      ))}
      {adding && <AddConsent record={record} onClose={() => setAdding(false)} />}
    </Panel>
  )
}

function AddConsent({ record, onClose }: { record: ResidentSheet; onClose: () => void }) {
  const t = useText()
  const child = isChild(record.ageBand)
  const [text, setText] = useState<ConsentCode>('SERVICE_CONTACT')
  const add = useDeed(
    () =>
      call(residentsApi.consent, {
        params: { id: record.id },
        body: {
          text,
          version: currentText(text).version,
          language: t.language,
          channel: 'PAPER',
          givenBy: child ? 'GUARDIAN' : 'SELF',
        },
      }),
    'residents',
  )
  return (
    <Modal
      open
      title={t('people:consentAdd')}
      okText={t('people:save')}
      cancelText={t('people:cancel')}
      okButtonProps={{ loading: busyIcon(add.isPending) }}
      onCancel={onClose}
      onOk={() => add.mutate(undefined, { onSuccess: onClose })}
    >
      <Form layout="vertical">
        <Form.Item label={t('people:consentText')}>
          <Radio.Group
            vertical
            value={text}
            options={CONSENT_TEXTS.filter(({ code }) => child || code !== 'CHILD').map(({ code, title }) => ({
              value: code,
              label: title[t.language],
            }))}
            onChange={(event) =>
              setText(CONSENT_TEXTS.find(({ code }) => code === event.target.value)?.code ?? text)
            }
          />
        </Form.Item>
      </Form>
      <p className="gz-muted">{currentText(text).body[t.language]}</p>
    </Modal>
  )
}
