import { pointOf, type HeldPoint } from '@gezhi/core/patrol/point'
import type { Visit } from '@gezhi/core/patrol/commands'
import { useGezhi } from '@gezhi/ui/data'
import { ProblemNote, TextField, useSend } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { useText } from '../text.ts'
import type { Patrols } from './patrols.ts'
import { Scanner } from './scanner.tsx'
import { hasTags, useTags } from './use-tags.ts'
import { hasSeen, type Walk } from './walk.ts'

interface Found {
  readonly text: string
  readonly sound: boolean
}

interface ArrivalProps {
  readonly patrols: Patrols
  readonly walk: Walk
  readonly points: readonly HeldPoint[]
}

/** "I am there": by the plate's code, its tag, or the number typed. */
export function Arrival({ patrols, walk, points }: ArrivalProps): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const [scanning, setScanning] = useState(false)
  const [noCamera, setNoCamera] = useState(false)
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<Found | null>(null)
  const { error, send } = useSend(async ({ said, means }: { said: string; means: Visit['means'] }) => {
    const point = pointOf(points, said)
    if (!point) return setFound({ text: text('patrol:unknown'), sound: false })
    const before = hasSeen(walk, point)
    await patrols.see({ point, at: clock.now(), means })
    const visit = patrols.state().walk?.visits.find((one) => one.point === point.id)
    const words = text(before ? 'patrol:already' : 'patrol:arrived', { name: point.name })
    setFound({ text: visit?.uncertain ? `${words} · ${text('patrol:uncertain')}` : words, sound: true })
    setTyped('')
  })
  useTags(!scanning, (said) => void send({ said, means: 'NFC' }))
  return (
    <section className="gt-panel gt-stack tight">
      {scanning ? (
        <Scanner
          onText={(said) => {
            setScanning(false)
            void send({ said, means: 'QR' })
          }}
          onFailure={() => {
            setScanning(false)
            setNoCamera(true)
          }}
        />
      ) : null}
      <button
        type="button"
        className={scanning ? 'gt-button wide' : 'gt-button primary wide'}
        onClick={() => setScanning(!scanning)}
      >
        {text(scanning ? 'patrol:closeScan' : 'patrol:scan')}
      </button>
      {noCamera ? <p className="gt-note warn">{text('patrol:noCamera')}</p> : null}
      {hasTags() ? <p className="gt-muted gt-small">{text('patrol:nfc')}</p> : null}
      <form
        className="gt-stack tight"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim()) void send({ said: typed, means: 'CODE' })
        }}
      >
        <TextField
          label={text('patrol:typed')}
          hint={text('patrol:typedHint')}
          value={typed}
          maxLength={30}
          autoComplete="off"
          onChange={setTyped}
        />
        <button type="submit" className="gt-button" disabled={typed.trim() === ''}>
          {text('patrol:arrive')}
        </button>
      </form>
      <p
        role="status"
        className={found ? (found.sound ? 'gt-note good' : 'gt-note warn') : 'gt-visually-hidden'}
      >
        {found?.text}
      </p>
      <ProblemNote error={error} />
    </section>
  )
}
