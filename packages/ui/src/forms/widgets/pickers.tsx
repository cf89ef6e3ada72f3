import type { OrganisationKind } from '@gezhi/core/districts/district'
import type { ItemView } from '@gezhi/core/districts/district.api'
import { Select } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useCatalogue, useGrids, useOrganisations } from '../../data/reference.ts'
import { useText } from '../../i18n/i18n.ts'
import { UrgencyTag } from '../../parts/tags.tsx'
import { aria, useFormScope, type WidgetProps } from '../context.tsx'
import { find, type Findable, withPinyin } from '../search.ts'

const codeOf = (value: unknown): string | null => (typeof value === 'string' && value ? value : null)

const itemOption = ({ data: { item } }: { data: { item: ItemView } }) => (
  <span className="gz-pick">
    <span>{item.name}</span>
    <small>{item.categoryName}</small>
    <UrgencyTag urgency={item.urgency} bare />
  </span>
)

const codeOption = ({ data }: { data: { label: string; kind: string } }) => (
  <span className="gz-pick">
    <span>{data.label}</span>
    <small>{data.kind}</small>
  </span>
)

/** Item of the catalogue by name, pinyin or initials, with what it means for the case. */
export function ItemWidget(props: WidgetProps) {
  const t = useText()
  const items = useCatalogue()
  const [query, setQuery] = useState('')
  const findable = useMemo(() => items.map((item) => ({ ...item, extra: item.categoryName })), [items])
  const found = useMemo(() => find(query, findable), [query, findable])
  const chosen = items.find(({ code }) => code === props.value)
  const shown = chosen && !found.some(({ code }) => code === chosen.code) ? [chosen, ...found] : found
  return (
    <>
      <Select
        {...aria(props)}
        value={codeOf(props.value)}
        showSearch={{ filterOption: false, onSearch: setQuery }}
        placeholder={t('form:pickItem')}
        notFoundContent={t('form:noMatch')}
        allowClear={!props.required}
        options={shown.map((item) => ({ value: item.code, label: item.name, item }))}
        optionRender={itemOption}
        onChange={(code) => props.onChange(code ?? undefined)}
      />
      {chosen && (
        <p className="gz-pick-note">
          <UrgencyTag urgency={chosen.urgency} bare /> {chosen.categoryName} · {chosen.leadDepartmentName} ·{' '}
          {t('form:hours', { n: chosen.hours })}
          {chosen.selfHandle ? ` · ${t('form:selfHandle')}` : ''}
        </p>
      )}
    </>
  )
}

interface Entry {
  readonly code: string
  readonly name: string
  readonly kind: string
}

/** Adds pinyin once the dictionary is there; before that, names and codes are searched. */
function useFindable<E extends Entry>(entries: readonly E[], wanted: boolean): readonly (E & Findable)[] {
  const [ready, setReady] = useState<readonly (E & Findable)[] | null>(null)
  useEffect(() => {
    if (!wanted || !entries.length) return
    let current = true
    const prepare = async (): Promise<void> => {
      const made = await withPinyin(entries)
      if (current) setReady(made)
    }
    void prepare()
    return () => {
      current = false
    }
  }, [entries, wanted])
  return useMemo(
    () => ready ?? entries.map((entry) => ({ ...entry, pinyin: '', initials: '' })),
    [ready, entries],
  )
}

function CodePicker({
  entries,
  placeholder,
  props,
}: {
  entries: readonly Entry[]
  placeholder: string
  props: WidgetProps
}) {
  const t = useText()
  const [query, setQuery] = useState('')
  const [used, setUsed] = useState(false)
  const findable = useFindable(entries, used)
  const found = find(query, findable, 200)
  const chosen = entries.find(({ code }) => code === props.value)
  const shown: readonly Entry[] =
    chosen && !found.some(({ code }) => code === chosen.code) ? [chosen, ...found] : found
  return (
    <Select
      {...aria(props)}
      value={codeOf(props.value)}
      showSearch={{ filterOption: false, onSearch: setQuery }}
      onFocus={() => setUsed(true)}
      placeholder={props.path.includes('/') ? t('form:pick') : placeholder}
      notFoundContent={t(entries.length ? 'form:noMatch' : 'form:noneFits')}
      allowClear={!props.required}
      options={shown.map(({ code, name, kind }) => ({ value: code, label: name, kind }))}
      optionRender={codeOption}
      onChange={(code) => props.onChange(code ?? undefined)}
    />
  )
}

/** Kinds of organisation that a command can name: orders go to streets and departments. */
function useOrganisationEntries(
  kinds: readonly OrganisationKind[],
  only?: ReadonlySet<string>,
): readonly Entry[] {
  const t = useText()
  const organisations = useOrganisations()
  return useMemo(
    () =>
      organisations
        .filter(({ kind, code }) => kinds.includes(kind) && (!only || only.has(code)))
        .map(({ code, name, kind }) => ({ code, name, kind: t(`organisationKind:${kind}`) })),
    [organisations, kinds, only, t],
  )
}

const ORDER_TAKERS = ['STREET', 'DEPARTMENT'] as const
const DEPARTMENTS = ['DEPARTMENT'] as const

export function OrganisationWidget(props: WidgetProps) {
  const t = useText()
  const scope = useFormScope()
  const partners = useMemo(
    () =>
      scope.command === 'ratePartner'
        ? new Set(scope.case?.orders.map(({ org }) => org).filter((org) => org !== scope.post.org))
        : undefined,
    [scope.command, scope.case, scope.post.org],
  )
  const entries = useOrganisationEntries(ORDER_TAKERS, partners)
  return <CodePicker entries={entries} placeholder={t('form:pickOrganisation')} props={props} />
}

export function DepartmentWidget(props: WidgetProps) {
  const t = useText()
  const scope = useFormScope()
  // A new lead of a joint handling is one of its units (domain specification §2.7).
  const units = useMemo(
    () =>
      scope.command === 'adjustUnits' && props.path === 'lead'
        ? new Set(scope.case?.orders.map(({ org }) => org))
        : undefined,
    [scope.command, scope.case, props.path],
  )
  const entries = useOrganisationEntries(DEPARTMENTS, units)
  return <CodePicker entries={entries} placeholder={t('form:pickOrganisation')} props={props} />
}

/** Communities and grids of the own street. */
export function SplitTargetWidget(props: WidgetProps) {
  const t = useText()
  const { post } = useFormScope()
  const organisations = useOrganisations()
  const grids = useGrids()
  const entries = useMemo(
    () => [
      ...organisations
        .filter(({ kind, parent }) => kind === 'COMMUNITY' && parent === post.street)
        .map(({ code, name }) => ({ code, name, kind: t('form:communityGroup') })),
      ...grids
        .filter(({ street }) => street === post.street)
        .map(({ code, name }) => ({ code, name, kind: t('form:gridGroup') })),
    ],
    [organisations, grids, post.street, t],
  )
  return <CodePicker entries={entries} placeholder={t('form:pickOrganisation')} props={props} />
}

/** Any grid; those of the case's own community first. */
export function GridWidget(props: WidgetProps) {
  const t = useText()
  const scope = useFormScope()
  const grids = useGrids()
  const home = scope.case?.community ?? null
  const entries = useMemo(
    () =>
      grids
        .map(({ code, name, kind, community }) => ({
          code,
          name,
          kind: t(`gridKind:${kind}`),
          near: community === home,
        }))
        .sort((a, b) => Number(b.near) - Number(a.near)),
    [grids, home, t],
  )
  return <CodePicker entries={entries} placeholder={t('form:pickGrid')} props={props} />
}
