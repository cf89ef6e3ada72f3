import { call } from '@gezhi/client/call'
import { stands } from '@gezhi/core/residents/consent'
import { NEED_TYPES, type NewNeed } from '@gezhi/core/residents/resident'
import { residentsApi } from '@gezhi/core/residents/resident.api'
import type { ResidentSheet } from '@gezhi/core/residents/resident.view'
import { useGezhi } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { Button, DatePicker, Form, Input, Modal, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { useAssessments, useDeed } from './data.ts'

/** Needs for service: recorded by request with a separate consent, shown only when they are opened. */
export function NeedPanel({ record }: { record: ResidentSheet }) {
  const t = useText()
  const [adding, setAdding] = useState(false)
  const agreed = stands(record.consents, 'SERVICE_NEED')
  return (
    <Panel
      title={t('people:needs')}
      aside={
        record.mayKeep && agreed && <Button onClick={() => setAdding(true)}>{t('people:needAdd')}</Button>
      }
    >
      <p>{t(record.hasNeeds ? 'people:needsHidden' : 'people:needsNone')}</p>
      <p className="gz-muted">{t('people:needsHint')}</p>
      {adding && <AddNeed id={record.id} onClose={() => setAdding(false)} />}
    </Panel>
  )
}

type Values = Pick<NewNeed, 'needType' | 'requestedBy' | 'visitPlan' | 'assessment'> & {
  readonly until: Dayjs
}

function AddNeed({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText()
  const { post } = useSession()
  const { clock } = useGezhi()
  const { data } = useAssessments()
  const [form] = Form.useForm<Values>()
  const add = useDeed((body: NewNeed) => call(residentsApi.addNeed, { params: { id }, body }), 'residents')
  const submit = ({ until, visitPlan, ...rest }: Values): void =>
    add.mutate(
      {
        ...rest,
        ...(visitPlan?.trim() ? { visitPlan: visitPlan.trim() } : {}),
        carers: [post.person],
        validTo: until.endOf('day').valueOf(),
      },
      { onSuccess: onClose },
    )
  return (
    <Modal
      open
      title={t('people:needAdd')}
      okText={t('people:save')}
      cancelText={t('people:cancel')}
      okButtonProps={{ loading: busyIcon(add.isPending) }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ requestedBy: 'SELF', until: dayjs(clock.now()).add(6, 'month') }}
        onFinish={submit}
      >
        <Form.Item name="needType" label={t('people:needKind')} rules={[{ required: true }]}>
          <Select options={NEED_TYPES.map((value) => ({ value, label: t(`resident:need.${value}`) }))} />
        </Form.Item>
        <Form.Item name="requestedBy" label={t('people:needFrom')}>
          <Select
            options={(['SELF', 'GUARDIAN', 'FAMILY'] as const).map((value) => ({
              value,
              label: t(`resident:by.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="visitPlan" label={t('people:needPlan')}>
          <Input.TextArea maxLength={300} autoSize={{ minRows: 2 }} />
        </Form.Item>
        <Form.Item
          name="assessment"
          label={t('people:assessment')}
          extra={t(data?.records.length === 0 ? 'people:assessmentNone' : 'people:assessmentHint')}
          rules={[{ required: true }]}
        >
          <Select
            options={(data?.records ?? []).map(({ id: value, body }) => ({
              value,
              label: String(body['title']),
            }))}
          />
        </Form.Item>
        <Form.Item name="until" label={t('people:needUntil')} rules={[{ required: true }]}>
          <DatePicker allowClear={false} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
