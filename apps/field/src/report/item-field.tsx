import type { ItemView } from '@gezhi/core/districts/district.api'
import { find } from '@gezhi/ui/forms/search'
import { UrgencyTag } from '@gezhi/ui/parts'
import { TextField } from '@gezhi/ui/touch'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { useText } from '../text.ts'
import { recentItems } from './recent.ts'

/** Categories of hazards: production safety and fire (domain specification §3.2). */
const MOST_FOUND = 20

interface ItemFieldProps {
  readonly items: readonly ItemView[]
  readonly chosen: ItemView | undefined
  readonly unlisted: boolean
  /** Only items of these are offered; null: all. */
  readonly categories: readonly string[] | null
  /** Codes of what is reported around here, the most frequent first. */
  readonly common: readonly string[]
  readonly error: string | null
  readonly onChoose: (item: ItemView | null) => void
  readonly onUnlisted: () => void
}

/** What it is: recent items, what is common around here, search by name or pinyin, and the categories; or none of the list. */
export function ItemField(props: ItemFieldProps): ReactNode {
  const text = useText()
  const { chosen, unlisted, error, onChoose } = props
  return (
    <fieldset className={error ? 'gt-field in-error' : 'gt-field'}>
      <legend>{text('report:item')}</legend>
      {error ? <p className="gt-error">{error}</p> : null}
      {chosen || unlisted ? (
        <div className="gt-panel gt-row apart">
          <span>
            <strong>{chosen?.name ?? text('report:unlisted')}</strong>{' '}
            {chosen ? <UrgencyTag urgency={chosen.urgency} /> : null}
          </span>
          <button type="button" className="gt-link" onClick={() => onChoose(null)}>
            {text('report:itemChange')}
          </button>
        </div>
      ) : (
        <Choosing {...props} />
      )}
    </fieldset>
  )
}

function Choosing({ items, categories, common, onChoose, onUnlisted }: ItemFieldProps): ReactNode {
  const text = useText()
  const [query, setQuery] = useState('')
  const [category, setCategory] = useState<string | null>(null)
  const asked = useDeferredValue(query.trim())
  const offered = categories ? items.filter((item) => categories.includes(item.category)) : items
  const itemsOf = (codes: readonly string[]) =>
    codes.flatMap((code) => offered.find((item) => item.code === code) ?? [])
  const recent = recentItems(localStorage)
  const found = asked
    ? find(
        asked,
        offered.map((item) => ({ ...item, extra: item.categoryName })),
        MOST_FOUND,
      )
    : offered.filter((item) => item.category === category)
  return (
    <div className="gt-stack tight">
      <TextField
        label={text('report:itemSearch')}
        type="search"
        value={query}
        maxLength={50}
        onChange={setQuery}
      />
      {!asked && category === null ? (
        <>
          <Tiles title={text('report:itemRecent')} items={itemsOf(recent)} onChoose={onChoose} />
          <Tiles
            title={text('report:itemCommon')}
            items={itemsOf(common.filter((code) => !recent.includes(code)))}
            onChoose={onChoose}
          />
          <Categories items={offered} onChoose={setCategory} />
        </>
      ) : (
        <>
          {!asked ? (
            <button type="button" className="gt-link" onClick={() => setCategory(null)}>
              {text('report:categoryBack')}
            </button>
          ) : null}
          {found.length === 0 ? <p>{text('report:itemNone')}</p> : null}
          <Tiles title={null} items={found} onChoose={onChoose} />
        </>
      )}
      <button type="button" className="gt-link" onClick={onUnlisted}>
        {text('report:itemSkip')}
      </button>
    </div>
  )
}

interface TilesProps {
  readonly title: string | null
  readonly items: readonly ItemView[]
  readonly onChoose: (item: ItemView) => void
}

function Tiles({ title, items, onChoose }: TilesProps): ReactNode {
  if (items.length === 0) return null
  return (
    <>
      {title ? <p className="gt-muted gt-small">{title}</p> : null}
      <ul className="tiles">
        {items.map((item) => (
          <li key={item.code}>
            <button type="button" className="tile" onClick={() => onChoose(item)}>
              <strong>{item.name}</strong>
              <span className="gt-small">
                <UrgencyTag urgency={item.urgency} bare />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function Categories({
  items,
  onChoose,
}: {
  items: readonly ItemView[]
  onChoose: (code: string) => void
}): ReactNode {
  const text = useText()
  const names = new Map(items.map(({ category, categoryName }) => [category, categoryName]))
  return (
    <>
      <p className="gt-muted gt-small">{text('report:itemCategories')}</p>
      <ul className="tiles">
        {[...names].map(([code, name]) => (
          <li key={code}>
            <button type="button" className="tile" onClick={() => onChoose(code)}>
              <strong>{name}</strong>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
