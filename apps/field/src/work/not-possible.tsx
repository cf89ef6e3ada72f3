import { OBSTACLES } from '@gezhi/core/fieldwork/commands'
import type { HeldFieldTask } from '@gezhi/core/fieldwork/device'
import { ChoiceField, ProblemNote, useSend } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { useHeld } from '../offline/held.ts'
import { useText } from '../text.ts'

/** A planned task that cannot be done, with why. */
export function NotPossible({ task, onSaved }: { task: HeldFieldTask; onSaved: () => void }): ReactNode {
  const text = useText()
  const held = useHeld()
  const [obstacle, setObstacle] = useState<(typeof OBSTACLES)[number] | null>(null)
  const { sending, error, send } = useSend(async () => {
    const body = { type: 'notPossible', obstacle }
    await held?.device.outbox.add({ kind: 'field-task', stream: task.id, body, base: task.version })
    onSaved()
  })
  return (
    <details>
      <summary>{text('work:notPossible')}</summary>
      <div className="gt-stack tight">
        <ChoiceField
          label={text('work:obstacle')}
          choices={OBSTACLES.map((value) => ({ value, label: text(`workObstacle:${value}`) }))}
          value={obstacle}
          onChange={setObstacle}
        />
        <ProblemNote error={error} />
        <button
          type="button"
          className="gt-button wide"
          disabled={sending || obstacle === null}
          onClick={() => void send(undefined)}
        >
          {text('work:sendObstacle')}
        </button>
      </div>
    </details>
  )
}
