import type { RedrawView } from '@gezhi/core/grids/redraw.api'
import { useGezhi, useLookups, useProblemText } from '@gezhi/ui/data'
import { MapView } from '@gezhi/ui/map'
import { fullTime } from '@gezhi/ui/time'
import { App, Button, Input, Modal, Segmented } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { Link } from 'wouter'
import { Answer, PageHead, Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import type { TheMap } from '../map/useSketch.ts'
import { ChecksPanel, isError } from './ChecksPanel.tsx'
import { useLayout, useRedraw, useRedrawCommand, type LayoutView } from './data.ts'
import { boundsOf, drawPlan } from './draw.ts'
import { changeOf, layoutOf, layoutOfPlan } from './editing.ts'
import { EffectTable } from './EffectTable.tsx'
import { PlanState } from './PlansPage.tsx'

/** One plan: what changes and why, who decided, what moves or moved. */
export function PlanPage({ id }: { id: string }) {
  const redraw = useRedraw(id)
  return (
    <div className="assess-page">
      <Answer query={redraw} rows={14}>
        {(view) => <Plan view={view} />}
      </Answer>
    </div>
  )
}

function Plan({ view }: { view: RedrawView }) {
  const t = useText()
  const { orgName } = useLookups()
  const names = new Map(view.plan.grids.map(({ id, name }) => [id, name]))
  return (
    <>
      <PageHead
        title={view.name}
        about={
          <>
            <PlanState state={view.state} /> {view.communities.map(orgName).join('、')} ·{' '}
            {t('grids:holdsFrom', { day: view.day })}
          </>
        }
      >
        <Actions view={view} />
      </PageHead>
      <div className="grids-layout">
        <BeforeAfter view={view} />
        <Panel title={t('grids:reason')}>
          <p>{view.reason}</p>
          <ChecksPanel
            findings={view.findings}
            nameOf={(grid) => names.get(grid) ?? grid}
            onShow={() => undefined}
          />
          <h3>{t('grids:history')}</h3>
          <ol className="grids-steps">
            {view.steps.map(({ at, type, by, note }) => (
              <li key={`${type}-${at}`}>
                <span className="gz-nums gz-muted">{fullTime(at).slice(0, 16)}</span>{' '}
                {t(`grids:step.${type}`)} · {by.name} {t.any(`role:${by.role}`, by.role)}
                {note && <q>{note}</q>}
              </li>
            ))}
          </ol>
        </Panel>
      </div>
      <Panel title={t(view.happened ? 'grids:happened' : 'grids:effect')}>
        <EffectTable effect={view.effect} />
      </Panel>
    </>
  )
}

/** The plan beside what it replaces, on one map. */
function BeforeAfter({ view }: { view: RedrawView }) {
  const [community] = view.communities
  // Once in force, the day before shows what it was.
  const dayBefore = new Date(Date.parse(view.day) - 86_400_000).toISOString().slice(0, 10)
  const before = useLayout(community ?? null, view.state === 'IN_FORCE' ? dayBefore : null)
  return (
    <Answer query={before} rows={10}>
      {(was) => <PlanMap view={view} was={was} />}
    </Answer>
  )
}

function PlanMap({ view, was }: { view: RedrawView; was: LayoutView }) {
  const t = useText()
  const { theme } = useGezhi()
  const [map, setMap] = useState<TheMap>(null)
  const [side, setSide] = useState<'before' | 'after'>('after')
  const before = useMemo(() => layoutOf(was), [was])
  const after = useMemo(() => layoutOfPlan(view.plan, was), [view.plan, was])
  useEffect(() => {
    if (!map) return
    const wrong = new Set(view.findings.filter(isError).flatMap(({ grids }) => grids))
    drawPlan(map, theme, {
      layout: side === 'after' ? after : before,
      selected: null,
      changeOf: (grid) => (side === 'after' ? changeOf(grid, before) : 'SAME'),
      wrong: side === 'after' ? wrong : new Set(),
      handles: false,
      corner: null,
    })
  }, [map, theme, side, before, after, view.findings])
  useEffect(() => {
    const bounds = boundsOf(before)
    if (map && bounds) map.fitBounds(bounds, { padding: 32, duration: 0, pitch: 0 })
  }, [map, before])
  return (
    <div className="grids-map">
      <MapView pins={none} selected={null} onSelect={() => undefined} onMap={setMap} legend={false} />
      <Segmented
        className="grids-side-switch"
        value={side}
        onChange={setSide}
        options={[
          { value: 'before', label: t('grids:before') },
          { value: 'after', label: t('grids:after') },
        ]}
      />
    </div>
  )
}
const none: never[] = []

type Asked = 'approve' | 'reject' | 'withdraw'

/** What the post may do now. Rejecting and withdrawing need a reason. */
function Actions({ view: { id, may } }: { view: RedrawView }) {
  const t = useText()
  const { message } = App.useApp()
  const textOf = useProblemText()
  const command = useRedrawCommand()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [note, setNote] = useState('')
  const allowed = (['approve', 'reject', 'withdraw'] as const).filter((each) => may.includes(each))
  const send = async () => {
    if (!asked) return
    const text = note.trim()
    const body =
      asked === 'approve'
        ? ({ type: 'approve', ...(text ? { note: text } : {}) } as const)
        : ({ type: asked, reason: text } as const)
    try {
      await command.mutateAsync({ id, body })
      void message.success(t(`grids:told.${asked}`))
      setAsked(null)
      setNote('')
    } catch (error) {
      void message.error(textOf(error))
    }
  }
  return (
    <>
      {may.includes('save') && (
        <Link href={`/grids/plans/${id}/edit`}>
          <Button>{t('grids:editPlan')}</Button>
        </Link>
      )}
      {allowed.map((each) => (
        <Button
          key={each}
          type={each === 'approve' ? 'primary' : 'default'}
          danger={each === 'reject'}
          onClick={() => setAsked(each)}
        >
          {t(`grids:action.${each}`)}
        </Button>
      ))}
      <Modal
        open={asked !== null}
        title={asked && t(`grids:action.${asked}`)}
        okText={t('grids:confirm')}
        cancelText={t('grids:cancel')}
        okButtonProps={{ disabled: asked !== 'approve' && note.trim() === '' }}
        confirmLoading={command.isPending}
        onOk={() => void send()}
        onCancel={() => setAsked(null)}
      >
        <Input.TextArea
          autoSize={{ minRows: 3 }}
          maxLength={1000}
          value={note}
          aria-label={t(asked === 'approve' ? 'grids:noteHint' : 'grids:reasonNeeded')}
          placeholder={t(asked === 'approve' ? 'grids:noteHint' : 'grids:reasonNeeded')}
          onChange={({ target }) => setNote(target.value)}
        />
      </Modal>
    </>
  )
}
