import { LockOutlined, SearchOutlined, UserAddOutlined } from '@ant-design/icons'
import { call } from '@gezhi/client/call'
import { PURPOSES, type PurposeCode, purposeOf, purposesOf } from '@gezhi/core/residents/purposes'
import { residentsApi } from '@gezhi/core/residents/resident.api'
import { keepsResidents } from '@gezhi/core/residents/resident'
import type { ResidentRow } from '@gezhi/core/residents/resident.view'
import { busyIcon, EmptyState, PastTime } from '@gezhi/ui/parts'
import { useGrids } from '@gezhi/ui/data'
import { wallTime } from '@gezhi/ui/time'
import { Button, Input, Popover, Radio, Select } from 'antd'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { Answer, PageHead, Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { useDeed, useResidents } from './data.ts'

/** Masked records of the own area; no search by words. */
export function ListPage() {
  const t = useText()
  const { post } = useSession()
  const [, go] = useLocation()
  const residents = useResidents()
  const [found, setFound] = useState<readonly ResidentRow[] | null>(null)
  return (
    <div className="assess-page">
      <PageHead title={t('people:title')} about={t('people:about')}>
        {purposesOf(post.role).some((code) => purposeOf(code).searches) && <Search onFound={setFound} />}
        {keepsResidents(post) && (
          <Button type="primary" icon={<UserAddOutlined />} onClick={() => go('/residents/new')}>
            {t('people:register')}
          </Button>
        )}
      </PageHead>
      {found ? (
        <Panel
          title={found.length ? t('people:found', { n: found.length }) : t('people:foundNone')}
          aside={<Button onClick={() => setFound(null)}>{t('people:all')}</Button>}
        >
          {found.length > 0 && <Table rows={found} />}
        </Panel>
      ) : (
        <Answer query={residents} rows={10}>
          {({ pages }) => {
            const rows = pages.flatMap((page) => page.residents)
            if (rows.length === 0) return <EmptyState title={t('people:none')} body={t('people:noneBody')} />
            return (
              <Panel>
                <Table rows={rows} />
                {residents.hasNextPage && (
                  <Button
                    loading={busyIcon(residents.isFetchingNextPage)}
                    onClick={() => void residents.fetchNextPage()}
                  >
                    {t('cases:loadMore')}
                  </Button>
                )}
              </Panel>
            )
          }}
        </Answer>
      )}
    </div>
  )
}

export const dayOf = (at: number): string => {
  const { year, date } = wallTime(at)
  return `${year}-${date}`
}

function Table({ rows }: { rows: readonly ResidentRow[] }) {
  const t = useText()
  const grids = new Map(useGrids().map(({ code, name }) => [code, name]))
  return (
    <table className="assess-table">
      <thead>
        <tr>
          {(['name', 'age', 'phone', 'idNo', 'grid', 'verified', 'until'] as const).map((name) => (
            <th key={name} scope="col">
              {t(`people:${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Link href={`/residents/${row.id}`}>{row.name}</Link>{' '}
              {row.locked && (
                <span className="assess-tag">
                  <LockOutlined /> {t('people:locked')}
                </span>
              )}
              {row.deceased && <span className="assess-tag">{t('people:deceased')}</span>}
            </th>
            <td>{t(`resident:age.${row.ageBand}`)}</td>
            <td className="gz-nums">{row.phone ?? '—'}</td>
            <td className="gz-nums">{row.idNo ?? '—'}</td>
            <td>{row.grid ? (grids.get(row.grid) ?? row.grid) : '—'}</td>
            <td>
              <PastTime at={row.verifiedAt} />
            </td>
            <td className="gz-nums">{dayOf(row.retentionUntil)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Search({ onFound }: { onFound: (rows: readonly ResidentRow[]) => void }) {
  const t = useText()
  const { post } = useSession()
  const purposes = purposesOf(post.role).filter((code) => purposeOf(code).searches)
  const [open, setOpen] = useState(false)
  const [purpose, setPurpose] = useState<PurposeCode | undefined>(purposes[0])
  const [by, setBy] = useState<'phone' | 'idNo'>('phone')
  const [value, setValue] = useState('')
  const search = useDeed(
    (body: { purpose: PurposeCode; phone?: string; idNo?: string }) => call(residentsApi.search, { body }),
    'residents',
  )
  const submit = (): void => {
    if (purpose && value.trim())
      search.mutate(
        { purpose, [by]: value.trim() },
        {
          onSuccess: ({ residents }) => {
            setOpen(false)
            setValue('')
            onFound(residents)
          },
        },
      )
  }
  const form = (
    <form
      className="people-search"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p className="gz-muted">{t('people:searchHint')}</p>
      <Select
        aria-label={t('people:searchWhy')}
        value={purpose ?? null}
        options={purposes.map((code) => ({ value: code, label: PURPOSES[code][t.language] }))}
        onChange={(code) => setPurpose(code ?? undefined)}
      />
      <Radio.Group
        value={by}
        options={[
          { value: 'phone', label: t('people:phone') },
          { value: 'idNo', label: t('people:idNo') },
        ]}
        onChange={(event) => setBy(event.target.value === 'idNo' ? 'idNo' : 'phone')}
      />
      <Input
        aria-label={t(`people:${by}`)}
        value={value}
        maxLength={30}
        autoComplete="off"
        onChange={(event) => setValue(event.target.value)}
      />
      <Button type="primary" htmlType="submit" loading={busyIcon(search.isPending)} disabled={!value.trim()}>
        {t('people:find')}
      </Button>
    </form>
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={form} open={open} onOpenChange={setOpen}>
      <Button icon={<SearchOutlined />}>{t('people:search')}</Button>
    </Popover>
  )
}
