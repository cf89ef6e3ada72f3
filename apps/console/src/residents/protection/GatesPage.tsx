import { CheckCircleFilled, WarningFilled } from '@ant-design/icons'
import { call } from '@gezhi/client/call'
import { gateApi } from '@gezhi/core/residents/gate.api'
import { CHECKS, type Checklist, type GateView, type NewGate } from '@gezhi/core/residents/gates'
import { busyIcon, EmptyState } from '@gezhi/ui/parts'
import { fullTime } from '@gezhi/ui/time'
import { Button, Checkbox, Form, Input, Modal, Switch } from 'antd'
import { useState } from 'react'
import { Answer, PageHead, Panel } from '../../assessment/parts.tsx'
import { useText } from '../../i18n/text.ts'
import { useDeed, useGates } from '../data.ts'

/** Gates that are connected, how often they opened, and the checklist for those that know faces. */
export function GatesPage() {
  const t = useText()
  const gates = useGates()
  const [adding, setAdding] = useState(false)
  const [checking, setChecking] = useState<GateView | null>(null)
  return (
    <div className="assess-page">
      <PageHead title={t('protect:gates')} about={t('protect:gatesAbout')}>
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('protect:gateAdd')}
        </Button>
      </PageHead>
      <Answer query={gates} rows={6}>
        {({ gates: all }) =>
          all.length === 0 ? (
            <EmptyState title={t('protect:gatesNone')} body={t('protect:gatesNoneBody')} />
          ) : (
            <Panel>
              {all.map((gate) => (
                <div key={gate.code} className="people-line">
                  <div className="grow">
                    <strong>{gate.name}</strong> <span className="gz-muted gz-nums">{gate.code}</span>
                    <br />
                    <small className="gz-muted gz-nums">
                      {t('protect:gateEntries')} {gate.entries} · {t('protect:gateRefused')} {gate.refused}
                    </small>
                  </div>
                  {gate.face && <CheckState gate={gate} />}
                  {gate.face && <Button onClick={() => setChecking(gate)}>{t('protect:gateCheck')}</Button>}
                </div>
              ))}
            </Panel>
          )
        }
      </Answer>
      {adding && <AddGate onClose={() => setAdding(false)} />}
      {checking && <Check gate={checking} onClose={() => setChecking(null)} />}
    </div>
  )
}

function CheckState({ gate: { checklist, checkedAt } }: { gate: GateView }) {
  const t = useText()
  const missing = CHECKS.filter((name) => checklist?.[name] !== true)
  if (checkedAt === null)
    return (
      <span className="assess-tag assess-warn">
        <WarningFilled /> {t('protect:gateUnchecked')}
      </span>
    )
  return (
    <span className={missing.length > 0 ? 'assess-tag assess-warn' : 'assess-tag assess-good'}>
      {missing.length > 0 ? <WarningFilled /> : <CheckCircleFilled />} {CHECKS.length - missing.length}/
      {CHECKS.length} {t('protect:gateChecked', { at: fullTime(checkedAt) })}
    </span>
  )
}

function AddGate({ onClose }: { onClose: () => void }) {
  const t = useText()
  const [form] = Form.useForm<NewGate>()
  const add = useDeed((body: NewGate) => call(gateApi.register, { body }), 'protection')
  const needed = (pattern: RegExp, message: string) => [{ required: true, pattern, message }]
  return (
    <Modal
      open
      title={t('protect:gateAdd')}
      okText={t('people:save')}
      cancelText={t('people:cancel')}
      okButtonProps={{ loading: busyIcon(add.isPending) }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form<NewGate>
        form={form}
        layout="vertical"
        initialValues={{ face: false }}
        onFinish={(body) => add.mutate(body, { onSuccess: onClose })}
      >
        <Form.Item name="name" label={t('protect:gateName')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('protect:gateCode')}
          rules={needed(/^[A-Z0-9-]{3,30}$/, t('protect:gateCodeHint'))}
        >
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item
          name="source"
          label={t('protect:gateSource')}
          rules={needed(/^[a-z][a-z0-9-]{1,39}$/, t('protect:gateSourceHint'))}
        >
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item
          name="community"
          label={t('protect:gateCommunity')}
          rules={needed(/^\d{12}$/, t('protect:gateCommunity'))}
        >
          <Input maxLength={12} inputMode="numeric" />
        </Form.Item>
        <Form.Item name="face" label={t('protect:gateFace')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </Form>
    </Modal>
  )
}

const NOTHING: Checklist = {
  alternative: false,
  sign: false,
  assessment: false,
  consent: false,
  inDevice: false,
  filing: false,
}

function Check({ gate, onClose }: { gate: GateView; onClose: () => void }) {
  const t = useText()
  const [checklist, setChecklist] = useState<Checklist>(gate.checklist ?? NOTHING)
  const keep = useDeed(
    () => call(gateApi.checklist, { params: { code: gate.code }, body: { checklist } }),
    'protection',
  )
  return (
    <Modal
      open
      title={`${t('protect:gateCheck')} · ${gate.name}`}
      okText={t('people:save')}
      cancelText={t('people:cancel')}
      okButtonProps={{ loading: busyIcon(keep.isPending) }}
      onCancel={onClose}
      onOk={() => keep.mutate(undefined, { onSuccess: onClose })}
    >
      <div className="people-search" style={{ width: 'auto' }}>
        {CHECKS.map((name) => (
          <Checkbox
            key={name}
            checked={checklist[name]}
            onChange={(event) => setChecklist({ ...checklist, [name]: event.target.checked })}
          >
            {t(`protect:check.${name}`)}
          </Checkbox>
        ))}
      </div>
    </Modal>
  )
}
