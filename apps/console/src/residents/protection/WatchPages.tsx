import { CheckCircleFilled, WarningFilled } from '@ant-design/icons'
import { call } from '@gezhi/client/call'
import { type AlarmView, protectionApi } from '@gezhi/core/residents/protection.api'
import { busyIcon, EmptyState } from '@gezhi/ui/parts'
import { fullTime } from '@gezhi/ui/time'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { Answer, PageHead, Panel } from '../../assessment/parts.tsx'
import { useText } from '../../i18n/text.ts'
import { useAlarms, useDeed, useReports } from '../data.ts'

/** Who opened many records on one day; the officer looks into it and says what was found. */
export function AlarmsPage() {
  const t = useText()
  const alarms = useAlarms()
  const [settling, setSettling] = useState<AlarmView | null>(null)
  return (
    <div className="assess-page">
      <PageHead title={t('protect:alarms')} about={t('protect:alarmsAbout')} />
      <Answer query={alarms} rows={6}>
        {({ alarms: all }) =>
          all.length === 0 ? (
            <EmptyState title={t('protect:alarmsNone')} body={t('protect:alarmsNoneBody')} />
          ) : (
            <Panel>
              {all.map((alarm) => (
                <div key={`${alarm.person}/${alarm.day}`} className="people-line">
                  <div className="grow">
                    {alarm.settledAt === null ? (
                      <WarningFilled aria-hidden />
                    ) : (
                      <CheckCircleFilled aria-hidden />
                    )}{' '}
                    <strong>
                      {t('protect:alarm', { name: alarm.personName, day: alarm.day, n: alarm.reads })}
                    </strong>
                    {alarm.note !== null && <p className="gz-muted people-body">{alarm.note}</p>}
                  </div>
                  {alarm.settledAt === null ? (
                    <Button onClick={() => setSettling(alarm)}>{t('protect:settle')}</Button>
                  ) : (
                    <small className="gz-muted">{fullTime(alarm.settledAt)}</small>
                  )}
                </div>
              ))}
            </Panel>
          )
        }
      </Answer>
      {settling && <Settle alarm={settling} onClose={() => setSettling(null)} />}
    </div>
  )
}

function Settle({ alarm: { person, day }, onClose }: { alarm: AlarmView; onClose: () => void }) {
  const t = useText()
  const [note, setNote] = useState('')
  const settle = useDeed(
    () => call(protectionApi.settleAlarm, { params: { person, day }, body: { note: note.trim() } }),
    'protection',
  )
  return (
    <Modal
      open
      title={t('protect:settle')}
      okText={t('protect:settle')}
      cancelText={t('people:cancel')}
      okButtonProps={{ disabled: !note.trim(), loading: busyIcon(settle.isPending) }}
      onCancel={onClose}
      onOk={() => settle.mutate(undefined, { onSuccess: onClose })}
    >
      <label htmlFor="settle-note">{t('protect:settleNote')}</label>
      <Input.TextArea
        id="settle-note"
        value={note}
        maxLength={2000}
        autoSize={{ minRows: 3 }}
        onChange={(event) => setNote(event.target.value)}
      />
    </Modal>
  )
}

/** What the nights erased and locked. */
export function ReportsPage() {
  const t = useText()
  const reports = useReports()
  const comma = t.language === 'zh' ? '，' : ', '
  return (
    <div className="assess-page">
      <PageHead title={t('protect:reports')} about={t('protect:reportsAbout')} />
      <Answer query={reports} rows={6}>
        {({ reports: all }) =>
          all.length === 0 ? (
            <EmptyState title={t('protect:reportsNone')} body={t('protect:reportsNoneBody')} />
          ) : (
            <Panel>
              {all.map(({ id, at, counts }) => {
                const said = Object.entries(counts)
                  .filter(([, n]) => n > 0)
                  .map(([name, n]) => `${t.any(`protect:count.${name}`, name)} ${n}`)
                return (
                  <div key={id} className="people-line">
                    <span className="gz-nums">{fullTime(at)}</span>
                    <span>{said.join(comma) || t('protect:reportsNothing')}</span>
                  </div>
                )
              })}
            </Panel>
          )
        }
      </Answer>
    </div>
  )
}
