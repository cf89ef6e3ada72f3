import { OWNERS } from '@gezhi/core/library/field'
import type { FieldView } from '@gezhi/core/library/library.api'
import { writeField } from '@gezhi/core/library/read-field'
import { REGISTERS } from '@gezhi/core/library/registers'
import { useGezhi } from '@gezhi/ui/data'
import { ProblemNote } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { Screen } from '../frame/screen.tsx'
import { useText } from '../text.ts'
import { DisputePart } from './dispute.tsx'
import { HousesPart } from './houses.tsx'
import { type Item, type Shelf, standingOf } from './shelf.ts'
import { dayText, Standing } from './standing.tsx'
import { useSay } from './use-shelf.ts'

/** One record on the spot: everything it says with whose word that is, one tap to confirm, one to say otherwise. */
export function RecordScreen({ shelf, item }: { shelf: Shelf; item: Item }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const standing = standingOf(item, clock.now())
  const building = item.building === null ? undefined : shelf.items.get(item.building)
  const [disputed, setDisputed] = useState<string | null>(null)
  const houses = shelf.houses.get(item.id) ?? []
  // Who comes for doors finds them first.
  const isForDoors =
    standing !== 'ASKED' && houses.some((house) => standingOf(house, clock.now()) === 'ASKED')
  const register = REGISTERS[item.register]
  return (
    <Screen title={item.name} back>
      <div className="gt-stack tight">
        <p className="gt-muted gt-small gt-figure">
          {register[text.language]} · {item.code}
        </p>
        {item.address && item.address !== item.name ? <p>{item.address}</p> : null}
        <p>
          <Standing standing={standing} item={item} />
        </p>
        {building ? <Link href={`/library/${building.id}`}>{building.name}</Link> : null}
      </div>
      {isForDoors ? <HousesPart houses={houses} /> : null}
      <ul className="lib-fields gt-panel">
        {item.fields.map((field) => (
          <li key={field.name}>
            <FieldRow item={item} field={field} onDispute={() => setDisputed(field.name)} />
            {disputed === field.name ? (
              <DisputePart item={item} field={field} onDone={() => setDisputed(null)} />
            ) : null}
          </li>
        ))}
      </ul>
      {isForDoors ? null : <HousesPart houses={houses} />}
      <div className="thumb-room" />
      <ConfirmPart shelf={shelf} item={item} />
    </Screen>
  )
}

function FieldRow({
  item,
  field,
  onDispute,
}: {
  item: Item
  field: FieldView
  onDispute: () => void
}): ReactNode {
  const text = useText()
  const definition = REGISTERS[item.register].fields[field.name]
  if (!definition) return null
  const isDisputed = item.disputed.has(field.name)
  return (
    <div className="lib-field">
      <div>
        <span className="gt-muted gt-small">{definition[text.language]}</span>
        <strong>{writeField(definition, field.value, text.language) || text('library:unsaid')}</strong>
        <span className="gt-muted gt-small gt-figure">
          {OWNERS[field.source][text.language]} · {dayText(field.asOf)}
        </span>
      </div>
      {isDisputed ? (
        <span className="lib-standing said gt-small">
          <span aria-hidden="true">≠</span> {text('library:saidField')}
        </span>
      ) : (
        <button
          type="button"
          className="gt-button"
          aria-label={text('library:disputeField', { field: definition[text.language] })}
          onClick={onDispute}
        >
          {text('library:dispute')}
        </button>
      )}
    </div>
  )
}

/** The next house of the same building that is asked about: a staircase is walked door by door. */
function nextOf({ houses }: Shelf, item: Item, now: number): Item | undefined {
  const beside = houses.get(item.building ?? '') ?? []
  const asked = beside.filter((house) => house.id !== item.id && standingOf(house, now) === 'ASKED')
  return asked.find(({ code }) => code > item.code) ?? asked[0]
}

function ConfirmPart({ shelf, item }: { shelf: Shelf; item: Item }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const { sending, error, send } = useSay(item.id)
  const now = clock.now()
  const standing = standingOf(item, now)
  const next = nextOf(shelf, item, now)
  return (
    <div className="thumb">
      <ProblemNote error={error} />
      {standing === 'GOOD' && next ? (
        <Link href={`/library/${next.id}`} replace className="gt-button primary wide">
          {text('library:next', { name: next.name })}
        </Link>
      ) : (
        <button
          type="button"
          className="gt-button primary wide"
          disabled={sending}
          onClick={() => void send({ type: 'confirm', seen: item.changedAt })}
        >
          {text(item.disputed.size > 0 ? 'library:confirmRest' : 'library:confirm')}
        </button>
      )}
    </div>
  )
}
