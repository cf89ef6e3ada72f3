import { REGISTERS } from '@gezhi/core/library/registers'
import { useGezhi } from '@gezhi/ui/data'
import { TextField } from '@gezhi/ui/touch'
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { Link } from 'wouter'
import { Screen } from '../frame/screen.tsx'
import { useHeld } from '../offline/held.ts'
import { useText } from '../text.ts'
import { find } from './find.ts'
import './library.css'
import { RecordScreen } from './record.tsx'
import { errandsOf, type Item, progressOf, type Shelf, standingOf } from './shelf.ts'
import { Standing } from './standing.tsx'
import { useShelf } from './use-shelf.ts'

const FOUND = 40
const A_PAGE = 40

/** Places of my grids: what is to be looked at, or one of them. */
export default function LibraryScreen({ id }: { id: string | null }): ReactNode {
  const text = useText()
  const shelf = useShelf()
  if (!shelf) return <NotHere />
  if (id === null) return <Places shelf={shelf} />
  const item = shelf.items.get(id)
  if (item) return <RecordScreen shelf={shelf} item={item} />
  return (
    <Screen title={text('library:title')} back>
      <p className="empty">{text('library:gone')}</p>
      <Link href="/library" className="gt-button">
        {text('library:all')}
      </Link>
    </Screen>
  )
}

function NotHere(): ReactNode {
  const text = useText()
  const held = useHeld()
  return (
    <Screen title={text('library:title')} back>
      {held ? (
        <>
          <p className="empty" role="status">
            {text(navigator.onLine ? 'library:fetching' : 'library:notYet')}
          </p>
          <Link href="/outbox" className="gt-button">
            {text('library:sync')}
          </Link>
        </>
      ) : (
        <p className="gt-muted">{text('shell:loading')}</p>
      )}
    </Screen>
  )
}

function Places({ shelf }: { shelf: Shelf }): ReactNode {
  const text = useText()
  const [asked, setAsked] = useState('')
  const words = useDeferredValue(asked.trim())
  return (
    <Screen title={text('library:title')} back>
      <TextField
        label={text('library:find')}
        hint={text('library:findHint')}
        value={asked}
        onChange={setAsked}
        maxLength={60}
        type="search"
        autoComplete="off"
      />
      {words === '' ? (
        <>
          <ProgressPart shelf={shelf} />
          <Errands shelf={shelf} />
        </>
      ) : (
        <Found shelf={shelf} words={words} />
      )}
    </Screen>
  )
}

/** How much of the grid is known to be so. */
function ProgressPart({ shelf }: { shelf: Shelf }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const { all, known, sampled, looked } = useMemo(() => progressOf(shelf, clock.now()), [shelf, clock])
  if (all === 0) return null
  return (
    <section className="gt-panel gt-stack tight">
      <h2>{text('library:progress')}</h2>
      <Bar label={text('library:known', { n: known, all })} value={known} all={all} />
      {sampled > 0 ? (
        <Bar label={text('library:sample', { n: looked, all: sampled })} value={looked} all={sampled} />
      ) : null}
    </section>
  )
}

function Bar({ label, value, all }: { label: string; value: number; all: number }): ReactNode {
  return (
    <label className="lib-bar gt-figure">
      <span>{label}</span>
      <progress max={all} value={value} />
    </label>
  )
}

function Errands({ shelf }: { shelf: Shelf }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const [most, setMost] = useState(A_PAGE)
  const errands = useMemo(() => errandsOf(shelf, clock.now()), [shelf, clock])
  if (shelf.items.size === 0) return <p className="empty">{text('library:empty')}</p>
  if (errands.length === 0) return <p className="empty">{text('library:nothingToDo')}</p>
  return (
    <section className="gt-stack tight">
      <h2>{text('library:toConfirm', { n: errands.length })}</h2>
      <ul className="gt-stack tight">
        {errands.slice(0, most).map(({ item, itself, houses }) => (
          <li key={item.id}>
            <Card item={item}>
              {itself ? text('library:itself') : null}
              {itself && houses > 0 ? ' · ' : null}
              {houses > 0 ? text('library:housesAsked', { n: houses }) : null}
            </Card>
          </li>
        ))}
      </ul>
      {errands.length > most ? (
        <button type="button" className="gt-button" onClick={() => setMost(most + A_PAGE)}>
          {text('library:more', { n: errands.length - most })}
        </button>
      ) : null}
    </section>
  )
}

function Found({ shelf, words }: { shelf: Shelf; words: string }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const found = useMemo(() => find(shelf, words, FOUND), [shelf, words])
  if (found.length === 0) return <p className="empty">{text('library:none')}</p>
  return (
    <ul className="gt-stack tight" aria-label={text('library:found')}>
      {found.map((item) => (
        <li key={item.id}>
          <Card item={item}>
            <Standing standing={standingOf(item, clock.now())} item={item} />
          </Card>
        </li>
      ))}
    </ul>
  )
}

function Card({ item, children }: { item: Item; children: ReactNode }): ReactNode {
  const text = useText()
  return (
    <Link href={`/library/${item.id}`} className="card lib-card">
      <span className="gt-row apart">
        <strong>{item.name}</strong>
        <span className="gt-muted gt-small">{REGISTERS[item.register][text.language]}</span>
      </span>
      {item.address && item.address !== item.name ? (
        <span className="gt-muted gt-small">{item.address}</span>
      ) : null}
      <span className="gt-small">{children}</span>
    </Link>
  )
}
