import { SOURCES } from '@gezhi/core/cases/schemas'
import { CASE_STATES, STEPS } from '@gezhi/core/cases/states'
import { CARD_LEVELS, URGENCIES } from '@gezhi/core/districts/district'
import { useCatalogue, useOrganisations } from '@gezhi/ui/data'
import { Button, Checkbox, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useMemo, useRef, useState } from 'react'
import { wallTime } from '@gezhi/ui/time'
import { useText } from '../i18n/text.ts'
import { type CaseQuery, listOf, searchOf } from './filters.ts'

interface FilterBarProps {
  readonly filter: CaseQuery
  readonly onChange: (filter: CaseQuery) => void
}

/** Conditions of a list; all of them stand in the address bar. */
export function FilterBar({ filter, onChange }: FilterBarProps) {
  const t = useText()
  const [more, setMore] = useState(Boolean(filter.source ?? filter.from ?? filter.to ?? filter.category))
  const set = (change: CaseQuery): void => onChange({ ...filter, ...change })
  const many = (
    name: 'state' | 'step' | 'urgency' | 'source' | 'card',
    label: string,
    options: readonly string[],
    texts: string,
  ) => (
    <Select
      mode="multiple"
      maxTagCount="responsive"
      allowClear
      className="filter-many"
      value={listOf(filter[name])}
      placeholder={label}
      aria-label={label}
      options={options.map((value) => ({ value, label: t.any(`${texts}${value}`, value) }))}
      onChange={(values: string[]) => set({ [name]: values.join(',') || undefined })}
    />
  )
  return (
    <div className="filters" role="search">
      <TextFilter value={filter.text ?? ''} onChange={(text) => set({ text: text || undefined })} />
      {many('step', t('cases:step'), STEPS, 'step:')}
      {many(
        'state',
        t('cases:state'),
        CASE_STATES.filter((state) => state !== 'DRAFT'),
        'state:',
      )}
      {many('urgency', t('cases:urgency'), URGENCIES, 'urgency:')}
      {many('card', t('cases:card'), CARD_LEVELS, 'cardLevel:')}
      <OrganisationFilter value={filter.org} onChange={(org) => set({ org })} />
      <Checkbox
        checked={filter.open ?? false}
        onChange={({ target }) => set({ open: target.checked || undefined })}
      >
        {t('cases:openOnly')}
      </Checkbox>
      <Checkbox
        checked={filter.overdue ?? false}
        onChange={({ target }) => set({ overdue: target.checked || undefined })}
      >
        {t('cases:overdueOnly')}
      </Checkbox>
      <Button type="link" size="small" aria-expanded={more} onClick={() => setMore(!more)}>
        {t('cases:more')} {more ? '▴' : '▾'}
      </Button>
      {searchOf(filter) && (
        <Button type="link" size="small" onClick={() => onChange({})}>
          {t('cases:clear')}
        </Button>
      )}
      {more && (
        <>
          <CategoryFilter value={filter.category} onChange={(category) => set({ category })} />
          {many('source', t('cases:source'), SOURCES, 'option:source.')}
          <DayFilter
            label={t('cases:from')}
            value={filter.from}
            end={false}
            onChange={(from) => set({ from })}
          />
          <DayFilter label={t('cases:to')} value={filter.to} end onChange={(to) => set({ to })} />
        </>
      )}
    </div>
  )
}

/** Asks 300 ms after the last letter; what is being typed wins over the address until then. */
function TextFilter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const t = useText()
  const [typed, setTyped] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const type = (text: string): void => {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      onChange(text.trim())
      setTyped(null)
    }, 300)
  }
  return (
    <Input
      className="filter-text"
      value={typed ?? value}
      allowClear
      maxLength={100}
      placeholder={t('cases:text')}
      aria-label={t('cases:text')}
      onChange={(event) => type(event.target.value)}
    />
  )
}

interface CodeFilterProps {
  readonly value: string | undefined
  readonly onChange: (code: string | undefined) => void
}

export function OrganisationFilter({ value, onChange }: CodeFilterProps) {
  const t = useText()
  const organisations = useOrganisations()
  const options = useMemo(
    () =>
      organisations
        .filter(({ kind }) => kind === 'STREET' || kind === 'DEPARTMENT' || kind === 'COMMUNITY')
        .map(({ code, name }) => ({ value: code, label: name })),
    [organisations],
  )
  return (
    <Select
      className="filter-one"
      value={value ?? null}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('cases:organisation')}
      aria-label={t('cases:organisation')}
      options={options}
      onChange={(code) => onChange(code ?? undefined)}
    />
  )
}

export function CategoryFilter({ value, onChange }: CodeFilterProps) {
  const t = useText()
  const items = useCatalogue()
  const options = useMemo(
    () => [
      ...new Map(
        items.map(({ category, categoryName }) => [category, { value: category, label: categoryName }]),
      ).values(),
    ],
    [items],
  )
  return (
    <Select
      className="filter-one"
      value={value ?? null}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('cases:category')}
      aria-label={t('cases:category')}
      options={options}
      onChange={(code) => onChange(code ?? undefined)}
    />
  )
}

interface DayFilterProps {
  readonly label: string
  readonly value: number | undefined
  /** The last moment of the day instead of the first. */
  readonly end: boolean
  readonly onChange: (at: number | undefined) => void
}

/** A day in Beijing as an instant. */
function DayFilter({ label, value, end, onChange }: DayFilterProps) {
  const wall = value === undefined ? null : wallTime(value)
  return (
    <DatePicker
      value={wall ? dayjs(`${wall.year}-${wall.date}`) : null}
      placeholder={label}
      aria-label={label}
      onChange={(day) =>
        onChange(
          day
            ? Date.parse(`${day.format('YYYY-MM-DD')}T${end ? '23:59:59.999' : '00:00:00'}+08:00`)
            : undefined,
        )
      }
    />
  )
}
