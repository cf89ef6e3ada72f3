import { newId } from '@gezhi/client/ids'
import type { FindingView, RedrawView } from '@gezhi/core/grids/redraw.api'
import type { LonLat } from '@gezhi/core/kernel/geo'
import { useGezhi } from '@gezhi/ui/data'
import { useEffect, useMemo, useState } from 'react'
import { PageHead, Answer } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { ChecksPanel, isError } from './ChecksPanel.tsx'
import { useLayout, usePreview, useRedraw, type LayoutView } from './data.ts'
import { boundsOf } from './draw.ts'
import { layoutOf, layoutOfPlan } from './editing.ts'
import { EditorMap } from './EditorMap.tsx'
import { EditorTools } from './EditorTools.tsx'
import { EffectTable } from './EffectTable.tsx'
import { GridForm } from './GridForm.tsx'
import { type Intent, firstOfNextMonth, PlanForm } from './PlanForm.tsx'
import { useEditor, type Editor } from './useEditor.ts'

/** A new plan for a community. */
export function NewPlanPage({ community }: { community: string }) {
  const layout = useLayout(community, null)
  const [id] = useState(newId)
  return (
    <Answer query={layout} rows={16}>
      {(view) => <PlanEditor key={community} id={id} view={view} saved={null} />}
    </Answer>
  )
}

/** A draft that is drawn on. */
export function EditPlanPage({ id }: { id: string }) {
  const redraw = useRedraw(id)
  return (
    <Answer query={redraw} rows={16}>
      {(saved) => <OfCommunity saved={saved} />}
    </Answer>
  )
}

function OfCommunity({ saved }: { saved: RedrawView }) {
  const layout = useLayout(saved.communities[0] ?? null, null)
  return (
    <Answer query={layout} rows={16}>
      {(view) => <PlanEditor key={saved.id} id={saved.id} view={view} saved={saved} />}
    </Answer>
  )
}

interface PlanEditorProps {
  readonly id: string
  readonly view: LayoutView
  readonly saved: RedrawView | null
}

/** Map on the left; on the right what is chosen, what is wrong, what moves, and when it is to hold. */
function PlanEditor({ id, view, saved }: PlanEditorProps) {
  const t = useText()
  const { clock } = useGezhi()
  const editor = useEditor(saved ? layoutOfPlan(saved.plan, view) : layoutOf(view))
  const [intent, setIntent] = useState<Intent>(() => ({
    name: saved?.name ?? '',
    reason: saved?.reason ?? '',
    day: saved?.day ?? firstOfNextMonth(clock.now()),
  }))
  const [focus, setFocus] = useState<LonLat | null>(null)
  const { layout } = editor.now
  const plan = useMemo(
    () => ({ ...intent, communities: [layout.community], grids: [...layout.grids] }),
    [intent, layout],
  )
  const preview = useLaterPreview(plan)
  const findings = mergedFindings(editor, preview.data?.findings ?? [])
  const names = new Map(layout.grids.map((grid) => [grid.id, grid.name]))
  const show = (place: LonLat | null, grid: string | null) => {
    editor.select(grid)
    const bounds = boundsOf({
      ...layout,
      outline: [],
      grids: layout.grids.filter((each) => each.id === grid),
    })
    setFocus(place ?? (bounds && [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2]))
  }
  const { selectedGrid } = editor
  return (
    <div className="grids-editor">
      <div className="grids-stage">
        <EditorTools editor={editor} />
        <EditorMap editor={editor} focus={focus} />
      </div>
      <aside className="grids-side">
        <PageHead title={t(saved ? 'grids:editPlan' : 'grids:newPlan')} />
        <section aria-label={t('grids:grid')}>
          <h2>{selectedGrid ? selectedGrid.name : t('grids:grid')}</h2>
          {selectedGrid ? (
            <GridForm grid={selectedGrid} onChange={(change) => editor.change(selectedGrid.id, change)} />
          ) : (
            <p className="gz-muted">{t('grids:chooseHint')}</p>
          )}
        </section>
        <ChecksPanel findings={findings} nameOf={(grid) => names.get(grid) ?? grid} onShow={show} />
        {preview.data && (
          <details open>
            <summary>{t('grids:effect')}</summary>
            <EffectTable effect={preview.data.effect} brief />
          </details>
        )}
        <PlanForm id={id} plan={plan} intent={intent} onChange={setIntent} blocked={findings.some(isError)} />
      </aside>
    </div>
  )
}

/** What is found here at once, without asking. */
const GEOMETRY: ReadonlySet<string> = new Set(['gap', 'overlap', 'outside', 'broken', 'no-outline'])

/** Boundaries are checked with every movement; people and sizes when the server answers. */
const mergedFindings = ({ findings }: Editor, asked: readonly FindingView[]) => [
  ...findings,
  ...asked.filter(({ code }) => !GEOMETRY.has(code)),
]

/** Half a second after the last change: drawing a corner asks nothing. */
const PAUSE_MS = 500

function useLaterPreview(plan: RedrawView['plan']) {
  const t = useText()
  const [asked, setAsked] = useState<RedrawView['plan'] | null>(null)
  useEffect(() => {
    // A plan without a name yet can be looked at as well.
    const named = {
      ...plan,
      name: plan.name || t('grids:newPlan'),
      reason: plan.reason || t('grids:newPlan'),
    }
    const timer = setTimeout(() => setAsked(named), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [plan, t])
  return usePreview(asked)
}
