import { importApi } from '@gezhi/core/library/import.api'
import { RECORD_STATES, type RecordSummary } from '@gezhi/core/library/library.api'
import { REGISTERS, type RegisterName } from '@gezhi/core/library/registers'
import { useLookups, useOrganisations } from '@gezhi/ui/data'
import { busyIcon, EmptyState } from '@gezhi/ui/parts'
import { Button, Input, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { Answer, PageHead, Panel } from '../assessment/parts.tsx'
import { DownloadButton } from '../download/DownloadButton.tsx'
import { useText } from '../i18n/text.ts'
import { registerName, type RecordQuery, useRecords, useRegisters } from './data.ts'
import { Freshness } from './Freshness.tsx'
import { loadsLibrary } from './roles.ts'
import { useSession } from '../session/session.ts'

/** What the address bar says of a list. */
function queryOf(search: string): RecordQuery {
  const given = new URLSearchParams(search)
  const state = RECORD_STATES.find((each) => each === given.get('state'))
  return {
    ...(given.get('street') ? { street: given.get('street') ?? '' } : {}),
    ...(given.get('parent') ? { parent: given.get('parent') ?? '' } : {}),
    ...(state ? { state } : {}),
  }
}

const searchOf = (query: RecordQuery): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  ).toString()

/** The records of one register, with the registers and their freshness beside it. */
export function RegisterPage({ register }: { register: RegisterName }) {
  const t = useText()
  const { post } = useSession()
  const [, go] = useLocation()
  const query = queryOf(useSearch())
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const records = useRecords(register, { ...query, ...(asked.length > 1 ? { text: asked } : {}) })
  const change = (next: RecordQuery): void =>
    go(`/library/registers/${register}?${searchOf(next)}`, { replace: true })
  return (
    <div className="assess-page lib-page">
      <RegisterList chosen={register} />
      <div className="lib-main">
        <PageHead title={registerName(register, t.language)} about={REGISTERS[register].purpose[t.language]}>
          {loadsLibrary(post.role) &&
            (['XLSX', 'GEOJSON', 'GEOPACKAGE'] as const).map((format) => (
              <DownloadButton
                key={format}
                endpoint={importApi.export}
                input={{
                  params: { register },
                  query: { format, language: t.language, street: query.street },
                }}
              >
                {t(`lib:export.${format}`)}
              </DownloadButton>
            ))}
          {loadsLibrary(post.role) && (register !== 'HOUSE' || query.parent) && (
            <Button
              type="primary"
              onClick={() =>
                go(
                  `/library/registers/${register}/new${register === 'HOUSE' ? `?building=${query.parent}` : ''}`,
                )
              }
            >
              {t('lib:entryAdd')}
            </Button>
          )}
        </PageHead>
        <SampleLine register={register} />
        <Filter text={text} onText={setText} query={query} onChange={change} />
        <Answer query={records} rows={12}>
          {({ pages }) => {
            const all = pages.flatMap((page) => page.records)
            if (all.length === 0) return <EmptyState title={t('lib:empty')} body={t('lib:emptyBody')} />
            return (
              <Panel>
                <RecordTable records={all} />
                {records.hasNextPage && (
                  <p className="lib-more">
                    <Button
                      loading={busyIcon(records.isFetchingNextPage)}
                      onClick={() => void records.fetchNextPage()}
                    >
                      {t('cases:loadMore')}
                    </Button>
                  </p>
                )}
              </Panel>
            )
          }}
        </Answer>
      </div>
    </div>
  )
}

/** How right the register is, by those who looked at this month's sample. */
function SampleLine({ register }: { register: RegisterName }) {
  const t = useText()
  const sample = useRegisters().data?.registers.find((each) => each.register === register)?.sample
  if (!sample || sample.sampled === 0) return null
  const { sampled, looked, right } = sample
  return (
    <p className="lib-sample-line">
      <Link href={`/library/registers/${register}?state=SAMPLE`}>{t('lib:states.SAMPLE')}</Link>{' '}
      <span className="gz-nums">{t('lib:sampleLooked', { sampled, looked })}</span>
      {looked > 0 && (
        <strong className="gz-nums">
          {' '}
          · {t('lib:sampleRight', { share: ((right * 100) / looked).toFixed(1) })}
        </strong>
      )}
    </p>
  )
}

function RegisterList({ chosen }: { chosen: RegisterName }) {
  const t = useText()
  const { data } = useRegisters()
  const counts = new Map(data?.registers.map((each) => [each.register, each]))
  return (
    <nav className="lib-registers" aria-label={t('lib:registers')}>
      {Object.entries(REGISTERS).map(([name, { [t.language]: title }]) => {
        // Gate: the keys of REGISTERS are its names.
        const count = counts.get(name as RegisterName)
        return (
          <Link
            key={name}
            href={`/library/registers/${name}`}
            aria-current={name === chosen ? 'page' : undefined}
          >
            <span className="grow">{title}</span>
            <span className="gz-nums gz-muted">{count?.records.toLocaleString() ?? ''}</span>
          </Link>
        )
      })}
    </nav>
  )
}

interface FilterProps {
  readonly text: string
  readonly onText: (text: string) => void
  readonly query: RecordQuery
  readonly onChange: (query: RecordQuery) => void
}

function Filter({ text, onText, query, onChange }: FilterProps) {
  const t = useText()
  const streets = useOrganisations().filter(({ kind }) => kind === 'STREET')
  return (
    <div className="lib-filter">
      <Input
        allowClear
        value={text}
        placeholder={t('lib:text')}
        aria-label={t('lib:text')}
        onChange={(event) => onText(event.target.value)}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={query.street}
        placeholder={t('cases:street')}
        aria-label={t('cases:street')}
        options={streets.map(({ code, shortName }) => ({ value: code, label: shortName }))}
        onChange={(street?: string) => onChange({ ...query, street })}
      />
      <Select
        value={query.state ?? 'ACTIVE'}
        aria-label={t('lib:state')}
        options={RECORD_STATES.map((value) => ({ value, label: t(`lib:states.${value}`) }))}
        onChange={(state) => onChange({ ...query, state })}
      />
      {query.parent && (
        <Button onClick={() => onChange({ ...query, parent: undefined })}>
          {t('lib:ofBuilding', { code: query.parent })} ×
        </Button>
      )}
    </div>
  )
}

function RecordTable({ records }: { records: readonly RecordSummary[] }) {
  const t = useText()
  const { orgName } = useLookups()
  return (
    <div className="assess-scroll">
      <table className="assess-table lib-table">
        <thead>
          <tr>
            <th scope="col">{t('lib:name')}</th>
            <th scope="col">{t('lib:address')}</th>
            <th scope="col">{t('lib:community')}</th>
            <th scope="col">{t('lib:code')}</th>
            <th scope="col">{t('lib:freshness')}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.id}>
              <th scope="row">
                <Link href={`/library/records/${record.id}`}>{record.name}</Link>
              </th>
              <td>{record.address || '—'}</td>
              <td>{record.community ? orgName(record.community) : '—'}</td>
              <td className="num-left gz-muted">{record.code}</td>
              <td>
                <Freshness record={record} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
