import { floorPlan } from '@gezhi/core/library/floor-plan'
import { useGezhi } from '@gezhi/ui/data'
import { type ReactNode, useMemo } from 'react'
import { Link } from 'wouter'
import { useText } from '../text.ts'
import { type Item, standingOf } from './shelf.ts'
import { SIGNS } from './standing.tsx'

const valueOf = ({ fields }: Item, name: string): string | null => {
  const value = fields.find((field) => field.name === name)?.value
  return value === null || value === undefined ? null : String(value)
}
const floorOf = (item: Item): number | null => {
  const floor = valueOf(item, 'floor')
  return floor === null ? null : Number(floor)
}

/** Doors of a building, staircase by staircase from the ground up, the way they are walked. */
export function HousesPart({ houses }: { houses: readonly Item[] }): ReactNode {
  const text = useText()
  const plan = useMemo(
    () =>
      floorPlan(
        houses.map((item) => ({
          item,
          unit: valueOf(item, 'unit'),
          floor: floorOf(item),
          room: valueOf(item, 'room') ?? item.name,
        })),
      ),
    [houses],
  )
  if (houses.length === 0) return null
  return (
    <section className="gt-panel gt-stack tight">
      <h2>{text('library:houses', { n: houses.length })}</h2>
      <p className="gt-muted gt-small">{text('library:legend')}</p>
      {plan.units.map((unit, index) => (
        <div key={unit} className="gt-stack tight">
          <h3>{unit === null ? text('library:noUnit') : text('library:unit', { unit })}</h3>
          {plan.floors.toReversed().map(({ floor, cells }) => (
            <Doors key={floor} label={text('library:floor', { floor })} doors={cells[index] ?? []} />
          ))}
        </div>
      ))}
      {plan.unplaced.length > 0 ? <Doors label={text('library:noFloor')} doors={plan.unplaced} /> : null}
    </section>
  )
}

interface Door {
  readonly item: Item
  readonly room: string
}

function Doors({ label, doors }: { label: string; doors: readonly Door[] }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  if (doors.length === 0) return null
  return (
    <div className="lib-floor">
      <span className="gt-muted gt-small gt-figure">{label}</span>
      <div className="chips">
        {doors.map(({ item, room }) => {
          const standing = standingOf(item, clock.now())
          return (
            <Link
              key={item.id}
              href={`/library/${item.id}`}
              className={`gt-figure lib-door ${standing.toLowerCase()}`}
              aria-label={`${room} ${text(`library:standing${standing}`)}`}
            >
              <span aria-hidden="true">{SIGNS[standing]}</span>
              {room}
            </Link>
          )
        })}
      </div>
    </div>
  )
}
