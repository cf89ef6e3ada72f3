import type { Action, CaseView } from '@gezhi/core/cases/case.api'
import type { CommandType } from '@gezhi/core/cases/commands'
import { TouchCommandForm } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { useText } from '../text.ts'

/** The work itself, the likely one first. */
const WORK: readonly CommandType[] = [
  'sign',
  'completePart',
  'verifyPass',
  'verifyPassNoContact',
  'verifyFail',
  'supplement',
]
/** What may be done beside it. */
const BESIDE: readonly CommandType[] = ['annotate', 'urge', 'raiseUrgency', 'notifyEmergencyLine', 'withdraw']

/** The buttons that the rules allow this post now; each opens its form in place. */
export function Deeds({ view }: { view: Pick<CaseView, 'id' | 'lon' | 'lat' | 'actions'> }): ReactNode {
  const text = useText()
  const [open, setOpen] = useState<Action | null>(null)
  const allowed = (commands: readonly CommandType[]) =>
    commands.flatMap(
      (command) => view.actions.find((one) => one.command === command && one.refusal === null) ?? [],
    )
  const work = allowed(WORK)
  const beside = allowed(BESIDE)
  if (open)
    return (
      <TouchCommandForm
        command={open.command}
        id={view.id}
        at={[view.lon, view.lat]}
        prefill={{ ...open.prefill }}
        onDone={() => setOpen(null)}
        onCancel={() => setOpen(null)}
      />
    )
  return (
    <>
      {work.length > 0 ? (
        <section className="gt-panel gt-stack tight">
          <h2>{text('case:doable')}</h2>
          {work.some(({ command }) => command === 'verifyFail') ? (
            <p className="gt-muted">{text('case:verifyHint')}</p>
          ) : null}
          {work.map((action, index) => (
            <button
              key={action.command}
              type="button"
              className={index === 0 ? 'gt-button primary wide' : 'gt-button wide'}
              onClick={() => setOpen(action)}
            >
              {text(`command:${action.command}`)}
            </button>
          ))}
        </section>
      ) : (
        <p className="gt-muted">{text('case:nothing')}</p>
      )}
      {beside.length > 0 ? (
        <details>
          <summary>{text('case:otherDeeds')}</summary>
          <div className="gt-row">
            {beside.map((action) => (
              <button
                key={action.command}
                type="button"
                className="gt-button"
                onClick={() => setOpen(action)}
              >
                {text(`command:${action.command}`)}
              </button>
            ))}
          </div>
        </details>
      ) : null}
    </>
  )
}
