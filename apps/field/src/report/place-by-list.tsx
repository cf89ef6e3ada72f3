import { somewhereIn } from '@gezhi/core/districts/around'
import { covers } from '@gezhi/core/kernel/geo'
import { ChoiceField, TextField } from '@gezhi/ui/touch'
import type { PlaceValue } from '@gezhi/ui/touch/place-value'
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { useOwnGrids } from '../area/own.ts'
import { useText } from '../text.ts'
import { useKnownPlaces } from './use-known-places.ts'

const MOST_LISTED = 12

interface ByListProps {
  readonly value: PlaceValue
  readonly error: string | null
  readonly onChange: (change: Partial<PlaceValue>) => void
}

/** Grid and building from lists: where the position is wrong, or may not be asked for. */
export function PlaceByList({ value, error, onChange }: ByListProps): ReactNode {
  const text = useText()
  const grids = useOwnGrids()
  const [code, setCode] = useState<string | null>(null)
  const grid = grids.find((one) => one.code === code)
  const { accuracyM, address } = value
  const choose = (chosen: string): void => {
    const found = grids.find((one) => one.code === chosen)
    if (!found) return
    setCode(chosen)
    onChange(somewhereIn(found.polygon))
  }
  return (
    <>
      <p className="gt-muted">{text('reportPlace:wrongHint')}</p>
      <ChoiceField
        label={text('reportPlace:grid')}
        error={error}
        choices={grids.map((one) => ({ value: one.code, label: one.name }))}
        value={code}
        onChange={choose}
      />
      {grid ? (
        <>
          <Buildings key={grid.code} polygon={grid.polygon} chosen={value} onChange={onChange} />
          {accuracyM === null ? null : (
            <p className="gt-figure" role="status">
              {text('reportPlace:whole', { n: accuracyM })}
            </p>
          )}
          <TextField
            label={text('place:address')}
            hint={text('place:addressHint')}
            value={address}
            maxLength={200}
            autoComplete="street-address"
            onChange={(next) => onChange({ address: next })}
          />
        </>
      ) : null}
    </>
  )
}

interface BuildingsProps {
  readonly polygon: Parameters<typeof covers>[0]
  readonly chosen: PlaceValue
  readonly onChange: ByListProps['onChange']
}

function Buildings({ polygon, chosen, onChange }: BuildingsProps): ReactNode {
  const text = useText()
  const known = useKnownPlaces()
  const inside = useMemo(
    () =>
      known
        .filter(({ lon, lat }) => covers(polygon, [lon, lat]))
        .toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true })),
    [known, polygon],
  )
  const [asked, setAsked] = useState('')
  const words = useDeferredValue(asked.trim().toLowerCase())
  const found = inside
    .filter(({ name, initials }) => name.toLowerCase().includes(words) || initials.includes(words))
    .slice(0, MOST_LISTED)
  const here = inside.find(({ lon, lat }) => chosen.point?.[0] === lon && chosen.point[1] === lat)
  if (inside.length === 0) return <p className="gt-muted">{text('reportPlace:none')}</p>
  return (
    <>
      {inside.length > MOST_LISTED ? (
        <TextField
          label={text('reportPlace:find')}
          type="search"
          value={asked}
          maxLength={40}
          autoComplete="off"
          onChange={setAsked}
        />
      ) : null}
      <ChoiceField
        inline
        label={text('reportPlace:building')}
        choices={found.map(({ id, name }) => ({ value: id, label: name }))}
        value={here?.id ?? null}
        onChange={(id) => {
          const place = found.find((one) => one.id === id)
          if (place)
            onChange({
              point: [place.lon, place.lat],
              accuracyM: null,
              address: chosen.address || place.words,
            })
        }}
      />
    </>
  )
}
