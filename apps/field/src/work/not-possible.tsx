import { OBSTACLES } from '@gezhi/core/fieldwork/commands'
import { holdsPersonalNumber } from '@gezhi/core/fieldwork/field-task'
import type { HeldFieldTask } from '@gezhi/core/fieldwork/device'
import { ChoiceField, LongTextField, ProblemNote, useSend } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { useHeld } from '../offline/held.ts'
import { useText } from '../text.ts'

/** A planned task that cannot be done, with why. */
export function NotPossible({ task, onSaved }: { task: HeldFieldTask; onSaved: () => void }): ReactNode {
  const text = useText()
  const held = useHeld()
  const [obstacle, setObstacle] = useState<(typeof OBSTACLES)[number] | null>(null)
  const [note, setNote] = useState('')
  const holdsNumber = holdsPersonalNumber(note)
  const { sending, error, send } = useSend(async () => {
    const words = note.trim()
    const body = { type: 'notPossible', obstacle, ...(words ? { note: words } : {}) }
    await held?.device.outbox.add({ kind: 'field-task', stream: task.id, body, base: task.version })
    onSaved()
  })
  return (
    <details>
      <summary>{text('work:notPossible')}</summary>
      <div className="gt-panel gt-stack">
        <ChoiceField
          label={text('work:obstacle')}
          hint={text('work:obstacleHint')}
          choices={OBSTACLES.map((value) => ({ value, label: text(`workObstacle:${value}`) }))}
          value={obstacle}
          onChange={setObstacle}
        />
        <LongTextField
          label={text('work:note')}
          hint={text('work:noteHint')}
          error={holdsNumber ? text('workLack:personalNumber') : null}
          value={note}
          maxLength={1000}
          onChange={setNote}
        />
        <ProblemNote error={error} />
        <button
          type="button"
          className="gt-button wide"
          disabled={sending || obstacle === null || holdsNumber}
          onClick={() => void send(undefined)}
        >
          {text('work:sendObstacle')}
        </button>
      </div>
    </details>
  )
}
