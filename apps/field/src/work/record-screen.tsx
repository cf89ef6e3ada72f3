import type { TaskSort } from '@gezhi/core/fieldwork/commands'
import type { HeldFieldTask } from '@gezhi/core/fieldwork/device'
import { fieldTaskProblems, type FieldTaskRefusalCode } from '@gezhi/core/fieldwork/refusals'
import { useGezhi } from '@gezhi/ui/data'
import { shortTime } from '@gezhi/ui/time'
import { ChoiceField, ProblemNote, useSend } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { useOwnGrids } from '../area/own.ts'
import { Screen } from '../frame/screen.tsx'
import { type Held, useHeld } from '../offline/held.ts'
import { useText } from '../text.ts'
import { CasePart } from './case-part.tsx'
import { CheckPart } from './check-part.tsx'
import { type WorkDraft, type WorkLack, workLacks } from './draft.ts'
import { NotPossible } from './not-possible.tsx'
import { OpinionPart } from './opinion-part.tsx'
import { PublicityPart } from './publicity-part.tsx'
import { idsFor, RECORD, recordOf, refusalOf, saveRecord } from './save-record.ts'
import { useWork } from './use-work.ts'
import { useWorkDraft, type WorkDraftInHand } from './use-work-draft.ts'
import { VisitPart } from './visit-part.tsx'

/** What the part of one sort is given. */
export interface PartProps {
  readonly draft: WorkDraft
  readonly update: WorkDraftInHand['update']
  readonly errorOf: (lack: WorkLack) => string | null
  /** The planned task that is done with it. */
  readonly task: HeldFieldTask | null
}

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
  const { open } = useWork()
  const task = open.find((one) => one.id === id && one.sort === sort) ?? null
  const [saved, setSaved] = useState<{ readonly cases: number } | null>(null)
  const inHand = useWorkDraft(`${sort} ${id ?? ''}`.trim())
  return (
    <Screen title={text(`workSort:${sort}`)} back>
      {saved ? (
        <Saved cases={saved.cases} />
      ) : id !== null && !task ? (
        <>
          <p className="empty">{text('work:gone')}</p>
          <BackToWork />
        </>
      ) : held && inHand.draft ? (
        <RecordForm
          sort={sort}
          task={task}
          held={held}
          inHand={{ ...inHand, draft: inHand.draft }}
          onSaved={(cases) => setSaved({ cases })}
        />
      ) : (
        <p className="gt-muted">{text(held ? 'shell:loading' : 'work:needsDevice')}</p>
      )}
    </Screen>
  )
}

const BackToWork = (): ReactNode => {
  const text = useText()
  return (
    <Link href="/work" className="gt-button wide">
      {text('work:title')}
    </Link>
  )
}

function Saved({ cases }: { cases: number }): ReactNode {
  const text = useText()
  return (
    <>
      <p className="gt-note good" role="status">
        ✓ {cases > 0 ? text('work:savedCases', { n: cases }) : text('work:saved')}
      </p>
      <BackToWork />
      <Link href="/" className="gt-button wide">
        {text('shell:today')}
      </Link>
    </>
  )
}

interface FormProps {
  readonly sort: TaskSort
  readonly task: HeldFieldTask | null
  readonly held: Held
  readonly inHand: WorkDraftInHand & { readonly draft: WorkDraft }
  readonly onSaved: (cases: number) => void
}

/** Saving in order: ids first, so that a device that dies in between makes nothing twice when it is tried again. */
function useSaving({ sort, task, held, inHand, onSaved }: FormProps, grid: string | undefined) {
  const text = useText()
  const { clock } = useGezhi()
  const [refused, setRefused] = useState<FieldTaskRefusalCode | null>(null)
  const saving = useSend(async () => {
    if (grid === undefined) return
    const draft = { ...inHand.draft, ids: idsFor(inHand.draft) }
    inHand.update(() => ({ ids: draft.ids }))
    await inHand.kept()
    const record = recordOf(sort, draft, { language: text.language, noPhoto: text('work:noPhoto') })
    if (!record) return
    const refusal = refusalOf(record)
    setRefused(refusal)
    if (refusal) return
    await saveRecord(held, { record, grid, doneAt: clock.now(), id: draft.ids[RECORD] ?? '', task })
    await inHand.reset()
    onSaved(record.cases.length)
  })
  return { ...saving, refused }
}

function RecordForm(props: FormProps): ReactNode {
  const text = useText()
  const { sort, task, inHand } = props
  const { draft, update, reset } = inHand
  const grids = useOwnGrids()
  const grid = task?.grid ?? draft.grid ?? grids[0]?.code
  const [tried, setTried] = useState(false)
  const { sending, error, send, refused } = useSaving(props, grid)
  const planned = task?.field ?? null
  const whole = planned === null ? draft : { ...draft, field: planned }
  const lacks = tried ? workLacks(sort, whole) : []
  const errorOf = (lack: WorkLack) => (lacks.includes(lack) ? text(`workLack:${lack}`) : null)
  const Part = PARTS[sort]
  const submit = () => {
    setTried(true)
    if (planned !== null && draft.field !== planned) update(() => ({ field: planned }))
    if (workLacks(sort, whole).length === 0) void send(undefined)
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
      {task ? <Planned task={task} /> : null}
      {!task && grids.length > 1 && grid ? (
        <ChoiceField
          label={text('work:grid')}
          choices={grids.map(({ code, name }) => ({ value: code, label: name }))}
          value={grid}
          onChange={(code) => update(() => ({ grid: code }))}
        />
      ) : null}
      <Part draft={whole} update={update} errorOf={errorOf} task={task} />
      <CasePart sort={sort} draft={whole} update={update} error={errorOf('lackPoint')} />
      {lacks.length > 0 ? (
        <p className="gt-error" role="alert">
          {lacks.map((lack) => text(`workLack:${lack}`)).join(' · ')}
        </p>
      ) : null}
      {refused ? (
        <p className="gt-note danger" role="alert">
          {fieldTaskProblems[refused][text.language === 'zh' ? 1 : 2]}
        </p>
      ) : null}
      <ProblemNote error={error} />
      <button type="submit" className="gt-button primary wide" disabled={sending}>
        {text(sending ? 'work:saving' : 'work:save')}
      </button>
      {task ? <NotPossible task={task} onSaved={() => props.onSaved(0)} /> : null}
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
