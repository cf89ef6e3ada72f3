import { floorPlan } from '@gezhi/core/library/floor-plan'
import type { HouseOnSheet } from '@gezhi/core/library/place.api'
import { type KeyboardEvent, useMemo } from 'react'
import { useText } from '../i18n/text.ts'
import { TenureIcon, tenureOf, tenureText } from './tenure.tsx'

interface FlatGridProps {
  readonly houses: readonly HouseOnSheet[]
  readonly selected: string | null
  readonly onSelect: (id: string) => void
}

/** Floors by staircases; arrows walk from flat to flat, and one press of Tab passes the whole building. */
export function FlatGrid({ houses, selected, onSelect }: FlatGridProps) {
  const t = useText()
  const plan = useMemo(() => floorPlan(houses), [houses])
  const entry = houses.some(({ id }) => id === selected)
    ? selected
    : (plan.floors[0]?.cells.flat()[0]?.id ?? plan.unplaced[0]?.id ?? null)
  const flat = (house: HouseOnSheet) => (
    <FlatButton
      key={house.id}
      house={house}
      chosen={house.id === selected}
      reached={house.id === entry}
      onSelect={onSelect}
    />
  )
  return (
    <div className="sheet-scroll">
      <table className="sheet-grid">
        <caption className="gz-hidden">{t('sheet:gridCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('sheet:floor')}</th>
            {plan.units.map((unit) => (
              <th key={unit ?? ''} scope="col">
                {unit === null ? t('sheet:noUnit') : t('sheet:unitN', { n: unit })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.floors.map(({ floor, cells }) => (
            <tr key={floor}>
              <th scope="row" className="gz-nums">
                {floor}
              </th>
              {cells.map((cell, index) => (
                <td key={plan.units[index] ?? ''}>
                  <div className="sheet-cell">{cell.map(flat)}</div>
                </td>
              ))}
            </tr>
          ))}
          {plan.unplaced.length > 0 && (
            <tr>
              <th scope="row">{t('sheet:noFloor')}</th>
              <td colSpan={plan.units.length}>
                <div className="sheet-cell">{plan.unplaced.map(flat)}</div>
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}

interface FlatButtonProps {
  readonly house: HouseOnSheet
  readonly chosen: boolean
  readonly reached: boolean
  readonly onSelect: (id: string) => void
}

function FlatButton({ house, chosen, reached, onSelect }: FlatButtonProps) {
  const t = useText()
  const tenure = tenureOf(house.tenure)
  const word = tenureText(t, tenure)
  const different = house.openDifferences > 0
  return (
    <button
      type="button"
      className={`sheet-flat sheet-${tenure}`}
      aria-pressed={chosen}
      tabIndex={reached ? 0 : -1}
      title={`${house.name} · ${word}`}
      aria-label={`${house.room} ${word}${different ? ` ${t('lib:different')}` : ''}`}
      onClick={() => onSelect(house.id)}
      onKeyDown={walk}
    >
      <TenureIcon tenure={tenure} />
      <span className="gz-nums">{house.room}</span>
      {/* The legend says what the question mark means; its word in every flat would hide the known ones. */}
      {tenure !== 'UNKNOWN' && <small>{word}</small>}
      {different && <b aria-hidden="true">!</b>}
    </button>
  )
}

/** Arrow keys: left and right within a floor, up and down to the flat nearest above or below. */
function walk(event: KeyboardEvent<HTMLButtonElement>): void {
  const from = event.currentTarget
  const lines = from.closest('tbody')?.rows ?? []
  const rows = [...lines].map((row) => [...row.querySelectorAll('button')])
  const at = rows.findIndex((row) => row.includes(from))
  const next = stepTo(rows, at, from, event.key)
  if (!next) return
  event.preventDefault()
  next.focus()
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

type Rows = readonly (readonly HTMLButtonElement[])[]

function stepTo(rows: Rows, at: number, from: HTMLButtonElement, key: string): HTMLButtonElement | undefined {
  const row = rows[at] ?? []
  const index = row.indexOf(from)
  switch (key) {
    case 'ArrowLeft':
      return row[index - 1]
    case 'ArrowRight':
      return row[index + 1]
    case 'Home':
      return row[0]
    case 'End':
      return row.at(-1)
    case 'ArrowUp':
      return nearest(rows[at - 1], from)
    case 'ArrowDown':
      return nearest(rows[at + 1], from)
    default:
      return undefined
  }
}

const nearest = (
  row: readonly HTMLButtonElement[] = [],
  from: HTMLButtonElement,
): HTMLButtonElement | undefined => {
  const away = (button: HTMLButtonElement) => Math.abs(button.offsetLeft - from.offsetLeft)
  return row.toSorted((a, b) => away(a) - away(b))[0]
}
