import type { CheckItem } from '@gezhi/core/districts/register'
import { FINDINGS } from '@gezhi/core/fieldwork/commands'
import { PhotoField, TextField } from '@gezhi/ui/touch'
import { type ReactNode, useId } from 'react'
import { useText } from '../text.ts'
import { emptyItem, type ItemDraft, type WorkDraft } from './draft.ts'
import type { PartProps } from './part.ts'
import { useChecklists } from './use-checks.ts'

/** A hazard check: the field, the place, and the checklist item by item. */
export function CheckPart(props: PartProps): ReactNode {
  const text = useText()
  const { draft, update, errorOf, task } = props
  const list = useChecklists().find(({ field }) => field === draft.field)
  return (
    <>
      {list ? (
        <section className="gt-row apart">
          <h2>{list[text.language]}</h2>
          {task?.field ? null : (
            <button
              type="button"
              className="gt-link"
              onClick={() => update(() => ({ field: null, items: {} }))}
            >
              {text('work:changeField')}
            </button>
          )}
        </section>
      ) : (
        <FieldChoice error={errorOf('lackField')} onChoose={(field) => update(() => ({ field }))} />
      )}
      <TextField
        label={text('work:where')}
        hint={text('work:whereCheckHint')}
        error={errorOf('lackWhere')}
        value={draft.where}
        maxLength={100}
        onChange={(where) => update(() => ({ where }))}
      />
      {list ? <Items {...props} items={list.items} /> : null}
    </>
  )
}

interface FieldChoiceProps {
  readonly error: string | null
  readonly onChoose: (field: number) => void
}

/** Fifteen would be too many for rows: two or three columns of large buttons fit on one phone screen. */
function FieldChoice({ error, onChoose }: FieldChoiceProps): ReactNode {
  const text = useText()
  const lists = useChecklists()
  return (
    <fieldset className={error ? 'gt-field in-error' : 'gt-field'}>
      <legend>{text('work:field')}</legend>
      {error ? <p className="gt-error">{error}</p> : null}
      {lists.length === 0 ? <p className="empty">{text('work:noChecklists')}</p> : null}
      <div className="work-fields">
        {lists.map((one) => (
          <button key={one.field} type="button" className="tile" onClick={() => onChoose(one.field)}>
            {one[text.language]}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

function Items({ items, ...props }: PartProps & { readonly items: readonly CheckItem[] }): ReactNode {
  const text = useText()
  const left = items.filter(({ code }) => !props.draft.items[code]?.finding).length
  return (
    <section className="gt-stack" aria-label={text('work:items')}>
      <h2 className="gt-row apart">
        <span>{text('work:items')}</span>
        {left > 0 ? (
          <span className="gt-muted gt-small gt-figure">{text('work:left', { n: left })}</span>
        ) : null}
      </h2>
      {items.map((item) => (
        <Item key={item.code} {...props} item={item} />
      ))}
    </section>
  )
}

const SIGNS = { GOOD: '✓', BAD: '!', NOT_HERE: '–' } as const
const LABELS = { GOOD: 'work:good', BAD: 'work:bad', NOT_HERE: 'work:notHere' } as const

function Item({ item, draft, update, errorOf }: PartProps & { readonly item: CheckItem }): ReactNode {
  const text = useText()
  const id = useId()
  const { code, photo } = item
  const { finding, note, photos } = draft.items[code] ?? emptyItem
  const change = (of: (last: ItemDraft) => Partial<ItemDraft>): void =>
    update(({ items }: WorkDraft) => {
      const last = items[code] ?? emptyItem
      return { items: { ...items, [code]: { ...last, ...of(last) } } }
    })
  const unanswered = finding === null ? errorOf('lackItems') : null
  return (
    <div className="gt-panel gt-stack">
      <fieldset className={unanswered ? 'gt-field in-error' : 'gt-field'}>
        <legend>{item[text.language]}</legend>
        {unanswered ? <p className="gt-error">{unanswered}</p> : null}
        <div className="work-findings">
          {FINDINGS.map((value) => (
            <label key={value} className={`work-finding ${value.toLowerCase()}`}>
              <input
                type="radio"
                name={id}
                className="gt-visually-hidden"
                checked={finding === value}
                onChange={() => change(() => ({ finding: value }))}
              />
              <span aria-hidden="true">{SIGNS[value]}</span>
              {text(LABELS[value])}
            </label>
          ))}
        </div>
      </fieldset>
      {finding === 'BAD' ? (
        <>
          <PhotoField
            camera
            label={text('work:badPhoto')}
            error={photo && photos.length === 0 ? errorOf('lackPhoto') : null}
            value={photos}
            max={3}
            onChange={(next) => change(() => ({ photos: next }))}
          />
          <TextField
            label={text('work:badNote')}
            value={note}
            maxLength={1000}
            onChange={(next) => change(() => ({ note: next }))}
          />
        </>
      ) : null}
    </div>
  )
}
