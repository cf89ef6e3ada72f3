import { OWNERS, type Owner } from '@gezhi/core/library/field'
import { faultText } from '@gezhi/core/library/fault-text'
import type { RecordView } from '@gezhi/core/library/library.api'
import { type Cells, titleOf } from '@gezhi/core/library/read-row'
import { REGISTERS, type RegisterName } from '@gezhi/core/library/registers'
import { useOrganisations, useProblemText } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { Alert, App, Button, Input, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useLocation } from 'wouter'
import { Panel } from '../assessment/parts.tsx'
import { useSession } from '../session/session.ts'
import { useText } from '../i18n/text.ts'
import { AddressHint } from './AddressHint.tsx'
import { ValueInput } from './DisputeForm.tsx'
import { askedColumns, codeOfHouse, faultsOf, useEnter, useLocated, useNextCode } from './entryData.ts'
import { EntryPlace } from './EntryPlace.tsx'

interface EntryFormProps {
  readonly register: RegisterName
  readonly first: Cells
  /** The record that is put right; null: a new one. */
  readonly record: RecordView | null
  /** Code of the building of a new house. */
  readonly building: string | null
}

type Entry = ReturnType<typeof useEntry>

/** What the person wrote, with what follows from it: community by the pin, the next code, what is wrong. */
function useEntry({ register, first, record, building }: EntryFormProps) {
  const { district } = useSession()
  const organisations = useOrganisations()
  const [written, setWritten] = useState<Cells>(first)
  const pin =
    written['lon'] && written['lat'] ? ([Number(written['lon']), Number(written['lat'])] as const) : null
  const located = useLocated(pin)
  const found = located.data?.community ?? null
  const next = useNextCode(register, record ? null : (written['community'] ?? null) || found)
  const suggested = building ? codeOfHouse(building, written) : (next.data?.code ?? '')
  const cells = record || written['code'] ? written : { ...written, code: suggested }
  const faults = faultsOf(register, cells, {
    district: district.code,
    isCommunity: (code) => organisations.some((each) => each.code === code && each.kind === 'COMMUNITY'),
    // Until the centre has said where the pin lies, the community that was chosen counts.
    communityAt: () => (located.data ? found : (written['community'] ?? null)),
  })
  const set = (column: string, value: string) => setWritten((before) => ({ ...before, [column]: value }))
  return {
    cells,
    set,
    faults,
    pin,
    found,
    communities: organisations.filter(({ kind }) => kind === 'COMMUNITY'),
  }
}

/** One record by hand: its fields as the register has them, checked while they are typed, whose word it is, and why. */
export function EntryForm(props: EntryFormProps): ReactNode {
  const { register, record } = props
  const t = useText()
  const [, go] = useLocation()
  const { message } = App.useApp()
  const enter = useEnter(register)
  const entry = useEntry(props)
  const { cells, set, faults, pin } = entry
  const [source, setSource] = useState<Owner>(REGISTERS[register].owner)
  const [basis, setBasis] = useState('')
  const [tried, setTried] = useState(false)
  const isOwner = source === REGISTERS[register].owner || source === record?.source
  const tell: Tell = (column) => {
    const fault = faults.get(column)
    const isSilent = !tried && (fault?.fault === 'required' || (cells[column] ?? '') === '')
    return fault && !isSilent ? faultText(register, fault, t.language) : null
  }
  const send = (): void => {
    setTried(true)
    if (faults.size > 0 || basis.trim().length < 2) return
    enter.mutate(
      { cells, source, basis: basis.trim(), seen: record?.changedAt ?? null },
      {
        onSuccess: ({ id, openDifferences: n }) => {
          void message.success(t(n > 0 ? 'lib:entryDiffers' : 'lib:entered', { n }))
          go(`/library/records/${id}`)
        },
      },
    )
  }
  return (
    <form
      className="lib-entry"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <EntryFields {...props} {...entry} isOwner={isOwner} tell={tell} />
      <div>
        {register !== 'HOUSE' && (
          <EntryPlace
            at={pin}
            fault={tell('lon') ?? tell('lat')}
            fixed={!isOwner}
            onPick={([lon, lat]) => {
              set('lon', String(lon))
              set('lat', String(lat))
            }}
          />
        )}
        <EntryWhose
          source={source}
          onSource={setSource}
          basis={basis}
          onBasis={setBasis}
          faults={tried ? faults.size : 0}
          tried={tried}
          isNew={record === null}
          enter={enter}
        />
      </div>
    </form>
  )
}

type Tell = (column: string) => string | null

interface EntryFieldsProps extends EntryFormProps, Pick<Entry, 'cells' | 'set' | 'found' | 'communities'> {
  readonly isOwner: boolean
  readonly tell: Tell
}

function EntryFields(props: EntryFieldsProps) {
  const { register, record, building, cells, set, isOwner, tell } = props
  const t = useText()
  const { fields, codeForm, owner } = REGISTERS[register]
  const plain = (column: string, disabled = false) => (
    <Input
      value={cells[column] ?? ''}
      disabled={disabled}
      aria-label={titleOf(register, column)[t.language]}
      onChange={({ target }) => set(column, target.value)}
    />
  )
  const line = (column: string, input: ReactNode) => (
    <EntryLine key={column} title={titleOf(register, column)[t.language]} fault={tell(column)}>
      {input}
    </EntryLine>
  )
  return (
    <Panel title={t('lib:entryWhat')}>
      {!isOwner && (
        <Alert type="info" showIcon title={t('lib:entryNotOwner', { owner: OWNERS[owner][t.language] })} />
      )}
      <div className="lib-form">
        {line('code', plain('code', record !== null || building !== null))}
        <span />
        <span className="gz-muted">{codeForm[t.language]}</span>
        {register !== 'HOUSE' && (
          <>
            {line('name', plain('name', !isOwner))}
            {line('address', plain('address', !isOwner))}
            <span />
            <AddressHint text={cells['address'] ?? ''} onTake={(text) => set('address', text)} />
            <EntryLine title={t('lib:community')} fault={tell('community')}>
              <CommunitySelect {...props} />
            </EntryLine>
          </>
        )}
        {askedColumns(register, record === null).map((column) => {
          const field = fields[column]
          if (!field) return line(column, plain(column))
          return line(
            column,
            <ValueInput
              field={field}
              value={cells[column] ?? ''}
              label={field[t.language]}
              onChange={(value) => set(column, value)}
            />,
          )
        })}
      </div>
    </Panel>
  )
}

function CommunitySelect({ cells, set, found, communities, isOwner, record }: EntryFieldsProps) {
  const t = useText()
  return (
    <Select
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      className="lib-wide"
      disabled={!isOwner || record !== null}
      value={(cells['community'] ?? '') || found}
      placeholder={t('lib:entryCommunity')}
      aria-label={t('lib:community')}
      options={communities.map(({ code, name }) => ({ value: code, label: name }))}
      onChange={(value: string | null) => set('community', value ?? '')}
    />
  )
}

interface EntryWhoseProps {
  readonly source: Owner
  readonly onSource: (source: Owner) => void
  readonly basis: string
  readonly onBasis: (basis: string) => void
  readonly faults: number
  readonly tried: boolean
  readonly isNew: boolean
  readonly enter: Pick<ReturnType<typeof useEnter>, 'error' | 'isPending'>
}

/** Whose word it is and from where it is known: nothing enters a register without. */
function EntryWhose(props: EntryWhoseProps) {
  const { source, onSource, basis, onBasis, faults, tried, isNew, enter } = props
  const t = useText()
  const textOf = useProblemText()
  return (
    <Panel title={t('lib:entryWhose')}>
      <div className="lib-form">
        <span>{t('lib:source')}</span>
        <Select<Owner>
          value={source}
          aria-label={t('lib:source')}
          // Gate: the keys of OWNERS are its names.
          options={(Object.keys(OWNERS) as Owner[]).map((value) => ({
            value,
            label: OWNERS[value][t.language],
          }))}
          onChange={onSource}
        />
        <EntryLine
          title={t('lib:entryBasis')}
          fault={tried && basis.trim().length < 2 ? t('lib:entryBasisNeeded') : null}
        >
          <Input
            value={basis}
            maxLength={120}
            aria-label={t('lib:entryBasis')}
            placeholder={t('lib:entryBasisHint')}
            onChange={({ target }) => onBasis(target.value)}
          />
        </EntryLine>
      </div>
      {enter.error && <Alert type="error" showIcon title={textOf(enter.error)} />}
      {faults > 0 && <p className="gz-late">{t('lib:entryFaults', { n: faults })}</p>}
      <div className="lib-buttons">
        <Button type="primary" htmlType="submit" loading={busyIcon(enter.isPending)}>
          {t(isNew ? 'lib:entryAdd' : 'lib:entrySave')}
        </Button>
        <Button onClick={() => history.back()}>{t('lib:cancel')}</Button>
      </div>
    </Panel>
  )
}

interface EntryLineProps {
  readonly title: string
  readonly fault: string | null
  readonly children: ReactNode
}

const EntryLine = ({ title, fault, children }: EntryLineProps) => (
  <>
    <span>{title}</span>
    <div>
      {children}
      {fault && (
        <p className="gz-late" role="alert">
          {fault}
        </p>
      )}
    </div>
  </>
)
