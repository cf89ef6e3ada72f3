import type { FieldView, RecordView } from '@gezhi/core/library/library.api'
import { REGISTERS } from '@gezhi/core/library/registers'
import { useLookups, useProblemText } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { fullTime } from '@gezhi/ui/time'
import { App, Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import { Answer, Nothing, PageHead, Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { registerName, useRecord, useRecordCommand } from './data.ts'
import { DifferenceCard } from './DifferenceCard.tsx'
import { DisputeForm } from './DisputeForm.tsx'
import { dayText, ownerText, valueText } from './format.ts'
import { Freshness } from './Freshness.tsx'
import { useSession } from '../session/session.ts'
import { loadsLibrary } from './roles.ts'

const PlaceSpot = lazy(async () => ({ default: (await import('@gezhi/ui/map')).PlaceSpot }))

/** A record: what it says, whose word each value is, where it is, and what was said about it. */
export function RecordPage({ id }: { id: string }) {
  const record = useRecord(id)
  return (
    <div className="assess-page">
      <Answer query={record} rows={14}>
        {(view) => <Record view={view} />}
      </Answer>
    </div>
  )
}

function Record({ view }: { view: RecordView }) {
  const t = useText()
  const { post } = useSession()
  const [disputed, setDisputed] = useState<string | null>(null)
  return (
    <>
      <PageHead
        title={view.name}
        about={
          <>
            {registerName(view.register, t.language)} · <span className="gz-nums">{view.code}</span>
          </>
        }
      >
        <Freshness record={view} />
        {loadsLibrary(post.role) && !view.cancelled && (
          <Link href={`/library/records/${view.id}/edit`} className="lib-edit">
            {t('lib:entryChange')}
          </Link>
        )}
        {view.may.say && <Confirm view={view} />}
      </PageHead>
      <div className="lib-record">
        <div>
          <Panel title={t('lib:fields')}>
            <FieldTable view={view} onDispute={setDisputed} />
          </Panel>
          <Panel title={t('lib:differences')}>
            {view.differences.length === 0 && <Nothing>{t('lib:noDifferences')}</Nothing>}
            {view.differences.map((difference) => (
              <DifferenceCard
                key={difference.no}
                record={view}
                difference={difference}
                may={view.may.decide}
              />
            ))}
          </Panel>
        </div>
        <div>
          <Where view={view} />
          <History view={view} />
        </div>
      </div>
      {disputed !== null && <DisputeForm view={view} field={disputed} onClose={() => setDisputed(null)} />}
    </>
  )
}

function Confirm({ view }: { view: RecordView }) {
  const t = useText()
  const { message } = App.useApp()
  const textOf = useProblemText()
  const command = useRecordCommand(view.id)
  const confirm = (): void =>
    command.mutate(
      { type: 'confirm', seen: view.changedAt },
      {
        onSuccess: () => void message.success(t('lib:confirmed')),
        onError: (error) => void message.error(textOf(error)),
      },
    )
  return (
    <Button type="primary" loading={busyIcon(command.isPending)} onClick={confirm}>
      {t('lib:confirm')}
    </Button>
  )
}

function FieldTable({ view, onDispute }: { view: RecordView; onDispute: (field: string) => void }) {
  const t = useText()
  return (
    <table className="assess-table lib-fields">
      <thead>
        <tr>
          <th scope="col">{t('lib:field')}</th>
          <th scope="col">{t('lib:value')}</th>
          <th scope="col">{t('lib:source')}</th>
          <th scope="col">{t('lib:asOf')}</th>
          {view.may.say && <th scope="col" aria-label={t('lib:dispute')} />}
        </tr>
      </thead>
      <tbody>
        {view.fields.map((field) => (
          <FieldRow key={field.name} view={view} field={field} onDispute={onDispute} />
        ))}
      </tbody>
    </table>
  )
}

interface FieldRowProps {
  readonly view: RecordView
  readonly field: FieldView
  readonly onDispute: (field: string) => void
}

function FieldRow({ view, field, onDispute }: FieldRowProps) {
  const t = useText()
  const definition = REGISTERS[view.register].fields[field.name]
  if (!definition) return null
  return (
    <tr>
      <th scope="row">{definition[t.language]}</th>
      <td>
        {valueText(definition, field.value, t.language)}
        {field.difference !== null && <span className="lib-different"> · {t('lib:different')}</span>}
      </td>
      <td>
        {ownerText(field.source, t.language)}
        {field.decided && <span className="gz-muted"> · {t('lib:decided')}</span>}
      </td>
      <td className="num-left gz-muted">{dayText(field.asOf)}</td>
      {view.may.say && (
        <td className="num">
          {field.difference === null && (
            <Button
              size="small"
              type="text"
              aria-label={t('lib:disputeField', { field: definition[t.language] })}
              onClick={() => onDispute(field.name)}
            >
              {t('lib:dispute')}
            </Button>
          )}
        </td>
      )}
    </tr>
  )
}

function Where({ view }: { view: RecordView }) {
  const t = useText()
  const { orgName } = useLookups()
  const [lon, lat] = view.place ?? []
  return (
    <Panel title={t('lib:place')}>
      {lon !== undefined && lat !== undefined && (
        <div className="lib-map">
          <Suspense>
            <PlaceSpot at={[lon, lat]} label={view.name} />
          </Suspense>
        </div>
      )}
      <dl className="lib-facts">
        <dt>{t('lib:address')}</dt>
        <dd>{view.address || '—'}</dd>
        <dt>{t('lib:community')}</dt>
        <dd>
          {view.community
            ? `${orgName(view.community.slice(0, 9))} · ${orgName(view.community)}`
            : t('lib:noCommunity')}
        </dd>
        {view.parent && (
          <>
            <dt>{t('lib:building')}</dt>
            <dd>
              <Link href={`/library/records/${view.parent.id}`}>{view.parent.name}</Link>
            </dd>
          </>
        )}
        {view.houses !== null && view.houses > 0 && (
          <>
            <dt>{t('lib:houses')}</dt>
            <dd>
              <Link href={`/library/registers/HOUSE?parent=${view.code}`}>
                {t('lib:housesN', { n: view.houses })}
              </Link>
              {' · '}
              <Link href={`/buildings/${view.id}`}>{t('sheet:open')}</Link>
            </dd>
          </>
        )}
      </dl>
    </Panel>
  )
}

function History({ view }: { view: RecordView }) {
  const t = useText()
  const nameOf = (field: string | null): string =>
    field === null ? '' : (REGISTERS[view.register].fields[field]?.[t.language] ?? field)
  return (
    <Panel title={t('lib:history')}>
      <ol className="lib-history">
        {view.history.map(({ at, type, field, role, orgName }, index) => (
          <li key={`${at} ${type} ${index}`}>
            <span className="gz-nums gz-muted">{fullTime(at)}</span>
            <span>
              {t(`lib:told.${type as 'loaded'}`, { field: nameOf(field) })}
              {role !== null && (
                <span className="gz-muted">
                  {' '}
                  · {orgName} {t(`role:${role as 'GRID_MEMBER'}`)}
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
