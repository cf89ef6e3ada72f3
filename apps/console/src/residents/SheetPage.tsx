import { IdcardOutlined, LockOutlined } from '@ant-design/icons'
import { call } from '@gezhi/client/call'
import { PURPOSES } from '@gezhi/core/residents/purposes'
import { residentsApi } from '@gezhi/core/residents/resident.api'
import type { ResidentSheet } from '@gezhi/core/residents/resident.view'
import { busyIcon } from '@gezhi/ui/parts'
import { fullTime } from '@gezhi/ui/time'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { Answer, PageHead, Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { ConsentPanel } from './ConsentPanel.tsx'
import { useDeed, useResident } from './data.ts'
import { Hold } from './Hold.tsx'
import { dayOf } from './ListPage.tsx'
import { NeedPanel } from './NeedPanel.tsx'
import { PaperRequest } from './PaperRequest.tsx'
import { ResidencePanel } from './ResidencePanel.tsx'
import { RevealPanel } from './RevealPanel.tsx'

/** One record: masked, with what may be opened, consents, residences and needs. */
export function SheetPage({ id }: { id: string }) {
  const t = useText()
  const { post } = useSession()
  const sheet = useResident(id)
  return (
    <div className="assess-page">
      <Answer query={sheet} rows={12}>
        {(record) => (
          <>
            <PageHead title={record.name} about={t(`resident:age.${record.ageBand}`)}>
              {record.locked && (
                <span className="assess-tag">
                  <LockOutlined /> {t('people:locked')}
                </span>
              )}
              {record.mayKeep && <Acts record={record} />}
              {post.role === 'DPO' && <Hold id={id} />}
            </PageHead>
            <div className="people-columns">
              <div>
                <Panel title={t('people:held')}>
                  <Facts record={record} />
                  <RevealPanel record={record} />
                </Panel>
                <ResidencePanel record={record} />
              </div>
              <div>
                <ConsentPanel record={record} />
                <NeedPanel record={record} />
              </div>
            </div>
          </>
        )}
      </Answer>
    </div>
  )
}

function Facts({ record }: { record: ResidentSheet }) {
  const t = useText()
  const facts = [
    ['name', record.name],
    ['phone', record.phone ?? '—'],
    ['idNo', record.idNo ?? '—'],
    ['kind', t(`resident:kind.${record.kind}`)],
    ['sex', t.any(`people:sex.${record.sex}`, '—')],
    ['basis', [t(`resident:basis.${record.legalBasis}`), record.article].filter(Boolean).join(' · ')],
    [
      'purposes',
      record.purposes.map((code) => PURPOSES[code][t.language]).join(t.language === 'zh' ? '、' : ', '),
    ],
    ['source', t.any(`people:source.${record.source}`, record.source)],
    ['verified', fullTime(record.verifiedAt)],
    ['until', dayOf(record.retentionUntil)],
  ] as const
  return (
    <dl className="people-facts two">
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{t(`people:${name}`)}</dt>
          <dd className="gz-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Acts({ record }: { record: ResidentSheet }) {
  const t = useText()
  const { message, modal } = App.useApp()
  const [asking, setAsking] = useState(false)
  const correct = useDeed(
    (change: { deceased?: boolean }) =>
      call(residentsApi.correct, { params: { id: record.id }, body: { version: record.version, ...change } }),
    'residents',
  )
  return (
    <>
      <Button
        loading={busyIcon(correct.isPending)}
        onClick={() => correct.mutate({}, { onSuccess: () => void message.success(t('people:confirmed')) })}
      >
        {t('people:confirm')}
      </Button>
      {!record.deceased && (
        <Button
          onClick={() =>
            void modal.confirm({
              title: t('people:markDeceased'),
              onOk: () => correct.mutateAsync({ deceased: true }).catch(() => undefined),
            })
          }
        >
          {t('people:markDeceased')}
        </Button>
      )}
      <Button onClick={() => setAsking(true)}>{t('people:ask')}</Button>
      {!record.deceased && <HandOver id={record.id} />}
      {asking && <PaperRequest record={record} onClose={() => setAsking(false)} />}
    </>
  )
}

/** The one-time code, on the screen once: to be printed or copied by hand for the person who stands there. */
function HandOver({ id }: { id: string }) {
  const t = useText()
  const make = useDeed(() => call(residentsApi.makeCode, { params: { id } }), 'residents')
  const made = make.data
  return (
    <>
      <Button
        type="primary"
        icon={<IdcardOutlined />}
        loading={busyIcon(make.isPending)}
        onClick={() => make.mutate()}
      >
        {t('people:code')}
      </Button>
      {made && (
        <Modal
          open
          title={t('people:code')}
          onCancel={() => make.reset()}
          footer={[
            <Button key="print" onClick={() => print()}>
              {t('people:codePrint')}
            </Button>,
            <Button key="close" type="primary" onClick={() => make.reset()}>
              {t('people:close')}
            </Button>,
          ]}
        >
          <p>{t('people:codeHint')}</p>
          <p className="people-code">{made.code}</p>
          <p className="gz-muted">{t('people:codeMade', { at: fullTime(made.expiresAt) })}</p>
        </Modal>
      )}
    </>
  )
}
