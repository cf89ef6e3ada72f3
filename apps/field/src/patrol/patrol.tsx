import { useText } from '../text.ts'
import { ChoiceField, ProblemNote, useSend } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { KeptLine } from '../area/kept-line.tsx'
import { useOwnGrids } from '../area/own.ts'
import { Screen } from '../frame/screen.tsx'
import { OwnPatrols } from './own-patrols.tsx'
import { type Patrols } from './patrols.ts'
import { usePatrols, usePatrolState } from './patrol-part.tsx'
import { Running } from './running.tsx'

/** A patrol of an own grid: begun and ended by its person, told by what was seen. */
export default function PatrolScreen(): ReactNode {
  const text = useText()
  const patrols = usePatrols()
  const { walk } = usePatrolState()
  const [ended, setEnded] = useState(false)
  return (
    <Screen title={text('patrol:title')} back>
      {!patrols || walk === undefined ? (
        <p className="gt-muted">{text('shell:loading')}</p>
      ) : walk ? (
        <Running key={walk.id} patrols={patrols} walk={walk} onStopped={() => setEnded(true)} />
      ) : (
        <>
          {ended ? (
            <p className="gt-note good" role="status">
              {text('patrol:ended')}
            </p>
          ) : null}
          <Beginning patrols={patrols} />
          <OwnPatrols />
        </>
      )}
    </Screen>
  )
}

function Beginning({ patrols }: { patrols: Patrols }): ReactNode {
  const text = useText()
  const { endedByShift } = usePatrolState()
  const grids = useOwnGrids()
  const [chosen, setChosen] = useState<string | null>(null)
  const grid = chosen ?? grids[0]?.code
  const { sending, error, send } = useSend((code: string) => patrols.start(code))
  return (
    <section className="gt-panel gt-stack">
      {endedByShift ? (
        <p className="gt-note" role="status">
          {text('patrol:endedByShift')}
        </p>
      ) : null}
      <p>{text('patrol:intro')}</p>
      {grids.length > 1 && grid ? (
        <ChoiceField
          label={text('patrol:choose')}
          choices={grids.map(({ code, name }) => ({ value: code, label: name }))}
          value={grid}
          onChange={setChosen}
        />
      ) : (
        <p>
          <strong>{grids[0]?.name ?? text('shell:loading')}</strong>
        </p>
      )}
      <ProblemNote error={error} />
      <button
        type="button"
        className="gt-button primary wide"
        disabled={sending || grid === undefined}
        onClick={() => grid && void send(grid)}
      >
        {text('patrol:start')}
      </button>
      <KeptLine />
      <Link href="/area" className="gt-button wide">
        {text('area:title')}
      </Link>
    </section>
  )
}
