import { RELATIVES, type Right, RIGHTS } from '@gezhi/core/residents/data-request'
import type { ResidentSheet } from '@gezhi/core/residents/resident.view'
import { busyIcon } from '@gezhi/ui/parts'
import { App, Form, Input, Modal, Select } from 'antd'
import { useText } from '../i18n/text.ts'
import { useAskOnPaper } from './data.ts'

interface Values {
  readonly right: Right
  readonly relation?: (typeof RELATIVES)[number]
  readonly text?: string
}

/** A request that somebody brought on paper; for the deceased a close relative asks. */
export function PaperRequest({ record, onClose }: { record: ResidentSheet; onClose: () => void }) {
  const t = useText()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const ask = useAskOnPaper()
  const submit = ({ right, relation, text }: Values): void =>
    ask.mutate(
      {
        right,
        resident: record.id,
        ...(relation ? { relation } : {}),
        ...(text?.trim() ? { text: text.trim() } : {}),
      },
      {
        onSuccess: () => {
          void message.success(t('people:asked'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('people:ask')}
      okText={t('people:save')}
      cancelText={t('people:cancel')}
      okButtonProps={{ loading: busyIcon(ask.isPending) }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="gz-muted">{t('people:askHint')}</p>
      <Form<Values> form={form} layout="vertical" onFinish={submit}>
        <Form.Item name="right" label={t('people:askRight')} rules={[{ required: true }]}>
          <Select options={RIGHTS.map((value) => ({ value, label: t(`resident:right.${value}`) }))} />
        </Form.Item>
        {record.deceased && (
          <Form.Item name="relation" label={t('people:relation')} rules={[{ required: true }]}>
            <Select options={RELATIVES.map((value) => ({ value, label: t(`resident:relation.${value}`) }))} />
          </Form.Item>
        )}
        <Form.Item name="text" label={t('people:askText')}>
          <Input.TextArea maxLength={1000} autoSize={{ minRows: 3 }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
