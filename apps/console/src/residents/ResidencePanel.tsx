import { call } from '@gezhi/client/call'
import { type NewResidence, RELATIONS } from '@gezhi/core/residents/resident'
import { residentsApi } from '@gezhi/core/residents/resident.api'
import type { ResidentSheet } from '@gezhi/core/residents/resident.view'
import { busyIcon } from '@gezhi/ui/parts'
import { Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { Nothing, Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { useDeed } from './data.ts'

const LIVING = ['SELF', 'RENT', 'LODGE', 'TEMP'] as const
const DECLARERS = ['SELF', 'LANDLORD', 'UNIT', 'POLICE_CHECK'] as const

/** Where the person lives, by the code of the house. */
export function ResidencePanel({ record }: { record: ResidentSheet }) {
  const t = useText()
  const [adding, setAdding] = useState(false)
  return (
    <Panel
      title={t('people:residences')}
      aside={record.mayKeep && <Button onClick={() => setAdding(true)}>{t('people:residenceAdd')}</Button>}
    >
      {record.residences.length === 0 && <Nothing>{t('people:residencesNone')}</Nothing>}
      {record.residences.map((one) => (
        <div key={one.id} className="people-line">
          <strong className="gz-nums">{one.house}</strong>
          <span>{t(`resident:relation.${one.relation}`)}</span>
          <span>{t(`resident:living.${one.residenceType}`)}</span>
          <small className="gz-muted">
            {t('people:declaredBy')}: {t(`people:declaredBy.${one.declaredBy}`)}
          </small>
        </div>
      ))}
      {adding && <AddResidence id={record.id} onClose={() => setAdding(false)} />}
    </Panel>
  )
}

function AddResidence({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText()
  const [form] = Form.useForm<NewResidence>()
  const add = useDeed(
    (body: NewResidence) => call(residentsApi.addResidence, { params: { id }, body }),
    'residents',
  )
  return (
    <Modal
      open
      title={t('people:residenceAdd')}
      okText={t('people:save')}
      cancelText={t('people:cancel')}
      okButtonProps={{ loading: busyIcon(add.isPending) }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form<NewResidence>
        form={form}
        layout="vertical"
        initialValues={{ relation: '01', residenceType: 'SELF', declaredBy: 'SELF' }}
        onFinish={(body) => add.mutate(body, { onSuccess: onClose })}
      >
        <Form.Item
          name="house"
          label={t('people:house')}
          extra={t('people:houseHint')}
          rules={[{ required: true, pattern: /^\d{17,25}$/, message: t('people:houseHint') }]}
        >
          <Input maxLength={25} inputMode="numeric" />
        </Form.Item>
        <Form.Item name="relation" label={t('people:relation')}>
          <Select options={RELATIONS.map((value) => ({ value, label: t(`resident:relation.${value}`) }))} />
        </Form.Item>
        <Form.Item name="residenceType" label={t('people:living')}>
          <Select options={LIVING.map((value) => ({ value, label: t(`resident:living.${value}`) }))} />
        </Form.Item>
        <Form.Item name="declaredBy" label={t('people:declaredBy')}>
          <Select options={DECLARERS.map((value) => ({ value, label: t(`people:declaredBy.${value}`) }))} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
