import { call } from '@gezhi/client/call'
import { caseApi, type CaseSummary, type OrderView } from '@gezhi/core/cases/case.api'
import { isOpenOrder } from '@gezhi/core/cases/states'
import { useQuery } from '@tanstack/react-query'
import { Radio, Select } from 'antd'
import { useState } from 'react'
import { usePosts } from '../../data/reference.ts'
import { useText } from '../../i18n/i18n.ts'
import { aria, type FormScope, useFormScope, type WidgetProps } from '../context.tsx'

/** Orders that the command can mean; the rules refuse others anyway, so they are not offered. */
export function fittingOrders({
  command,
  case: view,
  post,
}: Pick<FormScope, 'command' | 'case' | 'post'>): OrderView[] {
  const open = (view?.orders ?? []).filter(({ state }) => isOpenOrder(state))
  switch (command) {
    case 'confirmArrival':
      return open.filter(({ arrivalPending }) => arrivalPending)
    case 'adjustUnits':
      return open.filter(({ kind }) => kind === 'JOINT_CO' || kind === 'JOINT_LEAD')
    case 'sign':
    case 'answer':
      return open.filter(({ org, state }) => org === post.org && state === 'PENDING_SIGN')
    case 'arrive':
      return open.filter(({ org, arrivedAt }) => org === post.org && arrivedAt === null)
    default:
      return open.filter(({ org }) => org === post.org)
  }
}

interface Choice {
  readonly value: number
  readonly label: string
}

/** A handful of numbered things: open buttons; picking the only one is one click. */
function NumberChoice({ choices, props }: { choices: readonly Choice[]; props: WidgetProps }) {
  const t = useText()
  if (!choices.length) return <p className="gz-muted">{t('form:noneFits')}</p>
  return (
    <Radio.Group id={props.id} aria-describedby={props.describedBy} value={props.value} className="gz-radios">
      {choices.map(({ value, label }) => (
        <Radio
          key={value}
          value={value}
          onClick={() => props.onChange(props.value === value && !props.required ? undefined : value)}
        >
          {label}
        </Radio>
      ))}
    </Radio.Group>
  )
}

export function OrderWidget(props: WidgetProps) {
  const t = useText()
  const choices = fittingOrders(useFormScope()).map((order) => ({
    value: order.no,
    label: `${t('form:orderNo', { no: order.no })} · ${order.orgName} · ${t(`orderState:${order.state}`)}`,
  }))
  return <NumberChoice choices={choices} props={props} />
}

export function RequestWidget(props: WidgetProps) {
  const t = useText()
  const { case: view, command } = useFormScope()
  const choices = (view?.requests ?? [])
    .filter(({ state, kind }) => state === 'OPEN' && (command !== 'approveExtension' || kind === 'EXTENSION'))
    .map((request) => ({
      value: request.no,
      label: `${t('form:requestNo', { no: request.no })} · ${t.any(`requestKind:${request.kind}`, request.kind)} · ${request.orgName} · ${request.reason}`,
    }))
  return <NumberChoice choices={choices} props={props} />
}

export function CardWidget(props: WidgetProps) {
  const t = useText()
  const { case: view, command, post } = useFormScope()
  const choices = (view?.cards ?? [])
    .filter(({ state, org }) => state !== 'CANCELLED' && (command !== 'replySupervision' || org === post.org))
    .map((card) => ({
      value: card.no,
      label: `${t('form:cardNo', { no: card.no })} · ${t(`cardLevel:${card.level}`)} · ${card.orgName}`,
    }))
  return <NumberChoice choices={choices} props={props} />
}

/** Posts of the own organisation. */
export function PostWidget(props: WidgetProps) {
  const t = useText()
  const { post } = useFormScope()
  const { data, isLoading } = usePosts(post.org)
  return (
    <Select
      {...aria(props)}
      value={typeof props.value === 'string' ? props.value : null}
      loading={isLoading}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('form:pick')}
      notFoundContent={t('form:noneFits')}
      options={(data?.posts ?? []).map(({ code, role, personName }) => ({
        value: code,
        label: `${personName} · ${t.any(`role:${role}`, role)}`,
      }))}
      onChange={(code) => props.onChange(code ?? undefined)}
    />
  )
}

const caseOption = ({ data }: { data: { label: string; note: string } }) => (
  <span className="gz-pick">
    <span>{data.label}</span>
    <small>{data.note}</small>
  </span>
)

const labelOf = ({ number, title }: CaseSummary): string => `${number} ${title}`

/** The primary case of a merge: similar ones nearby first, any other by number or words. */
export function CaseWidget(props: WidgetProps) {
  const t = useText()
  const { case: view } = useFormScope()
  const [query, setQuery] = useState('')
  const nearby = useQuery({
    queryKey: ['nearby', view?.id],
    queryFn: ({ signal }) =>
      call(
        caseApi.nearby,
        { query: { lon: view?.lon ?? 0, lat: view?.lat ?? 0, ...(view?.item ? { item: view.item } : {}) } },
        { signal },
      ),
    enabled: view !== null,
  })
  const found = useQuery({
    queryKey: ['cases', 'pick', query],
    queryFn: ({ signal }) =>
      call(caseApi.find, { query: { text: query, open: true, limit: 20 } }, { signal }),
    enabled: query.length > 1,
  })
  const near = (nearby.data?.cases ?? []).filter((each) => each.case.id !== view?.id)
  const others = (found.data?.cases ?? []).filter(
    ({ id }) => id !== view?.id && !near.some((each) => each.case.id === id),
  )
  const options = [
    ...near.map((each) => ({
      value: each.case.id,
      label: labelOf(each.case),
      note: t('form:metres', { n: Math.round(each.distanceM) }),
    })),
    ...others.map((each) => ({ value: each.id, label: labelOf(each), note: each.streetName ?? '' })),
  ]
  return (
    <Select
      {...aria(props)}
      value={typeof props.value === 'string' ? props.value : null}
      showSearch={{ optionFilterProp: 'label', onSearch: setQuery }}
      loading={nearby.isLoading || found.isLoading}
      placeholder={t('form:pickCase')}
      notFoundContent={t('form:noMatch')}
      options={options}
      optionRender={caseOption}
      onChange={(id) => props.onChange(id ?? undefined)}
    />
  )
}
