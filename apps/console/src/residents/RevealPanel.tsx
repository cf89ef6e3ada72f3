import { EyeOutlined } from '@ant-design/icons'
import { call } from '@gezhi/client/call'
import { type Part, type PurposeCode, PURPOSES, purposeOf } from '@gezhi/core/residents/purposes'
import { residentsApi } from '@gezhi/core/residents/resident.api'
import type { ResidentSheet, Revealed } from '@gezhi/core/residents/resident.view'
import { useGezhi } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { Button, Checkbox, Radio } from 'antd'
import { useEffect, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { useDeed } from './data.ts'
import { dayOf } from './ListPage.tsx'

/** Why and what, then the plain values until their ten minutes are over. */
export function RevealPanel({ record }: { record: ResidentSheet }) {
  const t = useText()
  const { clock } = useGezhi()
  const [purpose, setPurpose] = useState<PurposeCode | undefined>(record.mayOpen[0])
  const [parts, setParts] = useState<readonly Part[]>([])
  const [now, setNow] = useState(() => clock.now())
  const reveal = useDeed(
    (body: { purpose: PurposeCode; parts: Part[] }) =>
      call(residentsApi.reveal, { params: { id: record.id }, body }),
    'residents',
  )
  const { data, reset } = reveal
  const left = data ? data.expiresAt - now : 0
  useEffect(() => {
    if (!data) return
    const timer = setInterval(() => {
      const at = clock.now()
      setNow(at)
      if (at >= data.expiresAt) reset()
    }, 1000)
    return () => clearInterval(timer)
  }, [data, clock, reset])
  if (record.mayOpen.length === 0) return <p className="gz-muted people-reveal">{t('people:revealNone')}</p>
  if (data && left > 0)
    return (
      <div className="people-reveal" aria-live="polite">
        <Plain shown={data} />
        <p className="gz-muted">
          {t('people:revealed', { m: Math.floor(left / 60_000), s: Math.floor((left % 60_000) / 1000) })}{' '}
          <Button size="small" onClick={reset}>
            {t('people:hide')}
          </Button>
        </p>
      </div>
    )
  const opens = purpose ? purposeOf(purpose).opens : []
  const chosen = parts.filter((part) => opens.includes(part))
  return (
    <div className="people-reveal">
      <fieldset>
        <legend>{t('people:revealWhy')}</legend>
        <Radio.Group
          value={purpose ?? null}
          options={record.mayOpen.map((code) => ({ value: code, label: PURPOSES[code][t.language] }))}
          onChange={(event) => setPurpose(record.mayOpen.find((code) => code === event.target.value))}
        />
      </fieldset>
      <fieldset>
        <legend>{t('people:revealParts')}</legend>
        <Checkbox.Group<Part>
          value={chosen}
          options={opens.map((value) => ({ value, label: t(`resident:part.${value}`) }))}
          onChange={(next) => setParts(next)}
        />
      </fieldset>
      <span>
        <Button
          icon={<EyeOutlined />}
          disabled={!purpose || chosen.length === 0}
          loading={busyIcon(reveal.isPending)}
          onClick={() => {
            setNow(clock.now())
            if (purpose) reveal.mutate({ purpose, parts: [...chosen] })
          }}
        >
          {t('people:revealNow')}
        </Button>
      </span>
    </div>
  )
}

function Plain({ shown }: { shown: Revealed }) {
  const t = useText()
  return (
    <dl className="people-facts">
      {(['name', 'phone', 'idNo'] as const).map((name) =>
        shown[name] === null ? null : (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{t(`people:${name}`)}</dt>
            <dd className="gz-nums">
              <strong>{shown[name]}</strong>
            </dd>
          </div>
        ),
      )}
      {shown.needs && (
        <>
          <dt>{t('people:needs')}</dt>
          <dd>
            {shown.needs.length === 0 && t('people:needsNone')}
            {shown.needs.map((need) => (
              <p key={need.id} className="people-body">
                <strong>{t(`resident:need.${need.needType}`)}</strong> {need.visitPlan ?? ''}{' '}
                <small className="gz-muted">
                  {t('people:needUntil')} {dayOf(need.validTo)}
                </small>
              </p>
            ))}
          </dd>
        </>
      )}
    </dl>
  )
}
