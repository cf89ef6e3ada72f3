import type { HeldPoint } from '@gezhi/core/patrol/point'
import { useGezhi } from '@gezhi/ui/data'
import { pointColour } from '@gezhi/ui/map/walkMarks'
import { shortTime } from '@gezhi/ui/time'
import { ProblemNote, useSend } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { useHeld } from '../offline/held.ts'
import { useText } from '../text.ts'
import type { Patrols } from './patrols.ts'
import type { Walk } from './walk.ts'

interface PointListProps {
  readonly patrols: Patrols
  readonly walk: Walk
  readonly next: readonly HeldPoint[]
  readonly done: readonly HeldPoint[]
}

/** What lies along the way, nearest first; what was seen stands below. */
export function PointList({ patrols, walk, next, done }: PointListProps): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const held = useHeld()
  const { sending, error, send } = useSend(async ({ point, file }: { point: HeldPoint; file: File }) => {
    const photo = await held?.device.outbox.files.keep(file)
    if (photo) await patrols.see({ point, at: clock.now(), means: 'PHOTO', photo })
  })
  if (next.length + done.length === 0) return <p className="empty">{text('patrol:noPoints')}</p>
  return (
    <>
      <ProblemNote error={error} />
      {next.length > 0 ? (
        <section className="gt-stack tight">
          <h2>{text('patrol:next')}</h2>
          <ul className="patrol-points gt-stack tight">
            {next.map((point) => (
              <li key={point.id}>
                <PointName point={point} />
                <label className="gt-button">
                  {text('patrol:photo')}
                  <span className="gt-visually-hidden"> {point.name}</span>
                  <input
                    type="file"
                    accept="image/*"
                    capture="environment"
                    className="gt-visually-hidden"
                    disabled={sending}
                    onChange={(event) => {
                      const [file] = event.target.files ?? []
                      if (file) void send({ point, file })
                    }}
                  />
                </label>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {done.length > 0 ? (
        <section className="gt-stack tight">
          <h2>{text('patrol:done')}</h2>
          <ul className="patrol-points gt-stack tight">
            {done.map((point) => {
              const visit = walk.visits.find((one) => one.point === point.id)
              return (
                <li key={point.id} className="seen">
                  <PointName point={point} />
                  <span className="gt-small gt-figure">
                    ✓ {visit ? shortTime(visit.at, clock.now()) : ''}{' '}
                    {visit ? text(`patrolMeans:${visit.means}`) : ''}
                    {visit?.uncertain ? ` · ${text('patrol:uncertainMark')}` : ''}
                  </span>
                </li>
              )
            })}
          </ul>
        </section>
      ) : null}
    </>
  )
}

function PointName({ point: { kind, name, code } }: { point: HeldPoint }): ReactNode {
  const text = useText()
  const { theme } = useGezhi()
  return (
    <>
      <i className="patrol-dot" style={{ background: pointColour(theme, kind) }} aria-hidden="true" />
      <span>
        {name}
        <br />
        <span className="gt-muted gt-small gt-figure">
          {text(`patrolKind:${kind}`)} · {code.slice(-6)}
        </span>
      </span>
    </>
  )
}
