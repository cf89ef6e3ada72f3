import type { CheckItem } from '@gezhi/core/districts/register'
import type { TaskSort } from '@gezhi/core/fieldwork/commands'
import type { HeldFieldTask } from '@gezhi/core/fieldwork/device'
import { useGezhi } from '@gezhi/ui/data'
import { shortTime } from '@gezhi/ui/time'
import { ProblemNote, useSend } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { useOwnGrids } from '../area/own.ts'
import { Screen } from '../frame/screen.tsx'
import { type Held, useHeld } from '../offline/held.ts'
import { useText } from '../text.ts'
import { CasePart } from './case-part.tsx'
import { CheckPart } from './check-part.tsx'
import { type WorkDraft, type WorkLack, workLacks } from './draft.ts'
import { GridField } from './grid-field.tsx'
import { NotPossible } from './not-possible.tsx'
import { OpinionPart } from './opinion-part.tsx'
import type { PartProps } from './part.ts'
import { PublicityPart } from './publicity-part.tsx'
import { idsFor, RECORD, recordOf, saveRecord } from './save-record.ts'
import { Saved, type SavedRecord } from './saved.tsx'
import { useChecklists } from './use-checks.ts'
import { useWork } from './use-work.ts'
import { useWorkDraft, type WorkDraftInHand } from './use-work-draft.ts'
import { VisitPart } from './visit-part.tsx'

const PARTS: Readonly<Record<TaskSort, (props: PartProps) => ReactNode>> = {
  VISIT: VisitPart,
  CHECK: CheckPart,
  PUBLICISE: PublicityPart,
  OPINION: OpinionPart,
}

/** A record of one sort, with or without a plan; what is begun stays on the device until it is saved. */
export function RecordScreen({ sort, task: id }: { sort: TaskSort; task: string | null }): ReactNode {
  const text = useText()
  const held = useHeld()
  const grids = useOwnGrids()
  const { open } = useWork()
  const task = open.find((one) => one.id === id && one.sort === sort) ?? null
  const [saved, setSaved] = useState<SavedRecord | null>(null)
  const inHand = useWorkDraft(`${sort} ${id ?? ''}`.trim())
  if (saved) return <Saved sort={sort} saved={saved} onAgain={id === null ? () => setSaved(null) : null} />
  return (
    <Screen title={text(`workSort:${sort}`)} back>
      {id !== null && !task && held ? (
        <>
          <p className="empty">{text('work:gone')}</p>
          <Link href="/work" className="gt-button wide">
            {text('work:title')}
          </Link>
        </>
      ) : held && inHand.draft && grids.length > 0 ? (
        <RecordForm
          sort={sort}
          task={task}
          held={held}
          inHand={{ ...inHand, draft: inHand.draft }}
          onSaved={setSaved}
        />
      ) : (
        <p className="gt-muted">{text(held ? 'shell:loading' : 'work:needsDevice')}</p>
      )}
    </Screen>
  )
}

interface FormProps {
  readonly sort: TaskSort
  readonly task: HeldFieldTask | null
  readonly held: Held
  readonly inHand: WorkDraftInHand & { readonly draft: WorkDraft }
  readonly onSaved: (saved: SavedRecord) => void
}

const NONE: readonly CheckItem[] = []

/** The draft with what the plan, or the only grid of a post, says already. */
function wholeOf(draft: WorkDraft, task: HeldFieldTask | null, grids: readonly { readonly code: string }[]) {
  const only = grids.length === 1 ? (grids[0]?.code ?? null) : null
  const topic = draft.topic || (task?.sort === 'PUBLICISE' ? (task.title ?? '') : '')
  return {
    ...draft,
    topic,
    grid: task?.grid ?? draft.grid ?? only,
    field: task?.field ?? draft.field,
  }
}

/** Saving in order: ids first, so that a device that dies in between makes nothing twice when it is tried again. */
function useSaving(
  { sort, task, held, inHand, onSaved }: FormProps,
  whole: WorkDraft,
  asked: readonly CheckItem[],
) {
  const text = useText()
  const { clock } = useGezhi()
  return useSend(async () => {
    const draft = { ...whole, ids: idsFor(whole) }
    inHand.update(() => ({ ids: draft.ids }))
    await inHand.kept()
    const record = recordOf(sort, draft, {
      asked,
      language: text.language,
      noPhoto: text(sort === 'CHECK' ? 'work:noPhotoCheck' : 'work:noPhoto'),
    })
    if (!record || draft.grid === null) return
    const id = draft.ids[RECORD] ?? ''
    await saveRecord(held, { record, grid: draft.grid, doneAt: clock.now(), id, task })
    await inHand.reset()
    onSaved({ id: task?.id ?? id, cases: record.cases.length })
  })
}

function RecordForm(props: FormProps): ReactNode {
  const text = useText()
  const { sort, task, inHand } = props
  const { draft, update, reset } = inHand
  const grids = useOwnGrids()
  const [tried, setTried] = useState(false)
  const whole = wholeOf(draft, task, grids)
  const asked = useChecklists().find(({ field }) => field === whole.field)?.items ?? NONE
  const { sending, error, send } = useSaving(props, whole, asked)
  const lacks = tried ? workLacks(sort, whole, asked) : []
  const errorOf = (lack: WorkLack) => (lacks.includes(lack) ? text(`workLack:${lack}`) : null)
  const Part = PARTS[sort]
  const submit = () => {
    setTried(true)
    if (workLacks(sort, whole, asked).length === 0) void send(undefined)
  }
  return (
    <form
      className="gt-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {task ? (
        <Planned task={task} />
      ) : (
        <GridField
          grids={grids}
          value={whole.grid}
          error={errorOf('lackGrid')}
          onChange={(grid) => update(() => ({ grid }))}
        />
      )}
      <Part draft={whole} update={update} errorOf={errorOf} task={task} />
      <CasePart sort={sort} draft={whole} asked={asked} update={update} error={errorOf('lackPoint')} />
      {lacks.length > 0 ? (
        <p className="gt-error" role="alert">
          {lacks.map((lack) => text(`workLack:${lack}`)).join(' · ')}
        </p>
      ) : null}
      <ProblemNote error={error} />
      <button type="submit" className="gt-button primary wide" disabled={sending}>
        {text(sending ? 'work:saving' : 'work:save')}
      </button>
      {task ? <NotPossible task={task} onSaved={() => props.onSaved({ id: task.id, cases: 0 })} /> : null}
      <button
        type="button"
        className="gt-link"
        onClick={() => confirm(text('work:clearSure')) && void reset()}
      >
        {text('work:clear')}
      </button>
    </form>
  )
}

function Planned({ task: { title, grid, dueAt } }: { task: HeldFieldTask }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const name = useOwnGrids().find(({ code }) => code === grid)?.name ?? grid
  return (
    <section className="gt-note">
      <strong>{title}</strong>
      <p className="gt-figure">
        {name}
        {dueAt === null ? '' : ` · ${text('work:due', { at: shortTime(dueAt, clock.now()) })}`}
      </p>
    </section>
  )
}
