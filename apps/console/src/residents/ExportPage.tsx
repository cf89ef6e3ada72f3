import { call } from '@gezhi/client/call'
import { protectionApi } from '@gezhi/core/residents/protection.api'
import { PURPOSES, type PurposeCode, purposesOf } from '@gezhi/core/residents/purposes'
import { busyIcon, EmptyState } from '@gezhi/ui/parts'
import { fullTime } from '@gezhi/ui/time'
import { Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { Answer, PageHead, Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { useDeed, useExports } from './data.ts'
import { saveText } from './save.ts'

/** Lists that somebody asked to take out, and taking those that were approved. */
export function ExportPage() {
  const t = useText()
  const [asking, setAsking] = useState(false)
  const exports = useExports()
  const take = useDeed((id: string) => call(protectionApi.takeExport, { params: { id } }), 'protection')
  return (
    <div className="assess-page">
      <PageHead title={t('people:exports')} about={t('protect:exportsAbout')}>
        <Button type="primary" onClick={() => setAsking(true)}>
          {t('people:exportAsk')}
        </Button>
      </PageHead>
      <Answer query={exports} rows={6}>
        {({ exports: all }) =>
          all.length === 0 ? (
            <EmptyState title={t('protect:exportsNone')} body={t('protect:exportsNoneBody')} />
          ) : (
            <Panel>
              {all.map((one) => (
                <div key={one.id} className="people-line">
                  <div className="grow">
                    <strong>{PURPOSES[one.purpose][t.language]}</strong> {one.reason}
                    <br />
                    <small className="gz-muted">
                      {fullTime(one.askedAt)}
                      {one.answer && ` · ${one.answer}`}
                    </small>
                  </div>
                  <span className="assess-tag">{t(`protect:export.${one.state}`)}</span>
                  {one.state === 'APPROVED' && (
                    <Button
                      type="primary"
                      loading={busyIcon(take.isPending)}
                      onClick={() =>
                        take.mutate(one.id, {
                          onSuccess: ({ fileName, csv }) => saveText(fileName, csv, 'text/csv'),
                        })
                      }
                    >
                      {t('people:exportTake')}
                    </Button>
                  )}
                </div>
              ))}
            </Panel>
          )
        }
      </Answer>
      {asking && <AskExport onClose={() => setAsking(false)} />}
    </div>
  )
}

function AskExport({ onClose }: { onClose: () => void }) {
  const t = useText()
  const { post } = useSession()
  const [form] = Form.useForm<{ purpose: PurposeCode; reason: string }>()
  const ask = useDeed(
    (body: { purpose: PurposeCode; reason: string }) => call(protectionApi.askExport, { body }),
    'protection',
  )
  return (
    <Modal
      open
      title={t('people:exportAsk')}
      okText={t('people:exportAsk')}
      cancelText={t('people:cancel')}
      okButtonProps={{ loading: busyIcon(ask.isPending) }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="gz-muted">{t('protect:exportsAbout')}</p>
      <Form form={form} layout="vertical" onFinish={(body) => ask.mutate(body, { onSuccess: onClose })}>
        <Form.Item name="purpose" label={t('people:searchWhy')} rules={[{ required: true }]}>
          <Select
            options={purposesOf(post.role).map((value) => ({ value, label: PURPOSES[value][t.language] }))}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('people:exportReason')}
          rules={[{ required: true, whitespace: true }]}
        >
          <Input.TextArea maxLength={1000} autoSize={{ minRows: 3 }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
