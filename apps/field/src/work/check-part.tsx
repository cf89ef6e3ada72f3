import { CHECKLISTS, checklistOf, type ChecklistItem } from '@gezhi/core/fieldwork/checklists'
import { FINDINGS } from '@gezhi/core/fieldwork/commands'
import { ChoiceField, PhotoField, TextField } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'
import { emptyItem, type ItemDraft, type WorkDraft } from './draft.ts'
import type { PartProps } from './record-screen.tsx'

/** A hazard check: the field, the place, and the checklist item by item. */
export function CheckPart(props: PartProps): ReactNode {
  const text = useText()
  const { draft, update, errorOf, task } = props
  const list = draft.field === null ? undefined : checklistOf(draft.field)
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
        <ChoiceField
          label={text('work:field')}
          error={errorOf('lackField')}
          choices={CHECKLISTS.map((one) => ({ value: String(one.field), label: one[text.language] }))}
          value={null}
          onChange={(value) => update(() => ({ field: Number(value) }))}
        />
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

function Items({ items, ...props }: PartProps & { readonly items: readonly ChecklistItem[] }): ReactNode {
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

const LABELS = { GOOD: 'work:good', BAD: 'work:bad', NOT_HERE: 'work:notHere' } as const

function Item({ item, draft, update, errorOf }: PartProps & { readonly item: ChecklistItem }): ReactNode {
  const text = useText()
  const { code, photo } = item
  const { finding, note, photos } = draft.items[code] ?? emptyItem
  const change = (of: (last: ItemDraft) => Partial<ItemDraft>): void =>
    update(({ items }: WorkDraft) => {
      const last = items[code] ?? emptyItem
      return { items: { ...items, [code]: { ...last, ...of(last) } } }
    })
  return (
    <div className={finding === 'BAD' ? 'gt-panel gt-stack work-item bad' : 'gt-panel gt-stack work-item'}>
      <ChoiceField
        inline
        label={item[text.language]}
        error={finding === null ? errorOf('lackItems') : null}
        choices={FINDINGS.map((value) => ({ value, label: text(LABELS[value]) }))}
        value={finding}
        onChange={(value) => change(() => ({ finding: value }))}
      />
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
