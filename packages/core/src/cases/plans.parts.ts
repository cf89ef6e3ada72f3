// Parts of a case: those of a split and of co-operating units, each finished by whoever holds it (E25; domain specification §2.7).
import type { Order } from './case.ts'
import type { Check, Deciding, Plan } from './context.ts'
import { ownOpenPart } from './guards.orders.ts'
import { occurred } from './occurred.ts'
import { check } from './plan.ts'
import { coUnit } from './plans.joint.ts'

const part = (deciding: Deciding<'completePart'>): Order | undefined =>
  ownOpenPart(deciding, deciding.command.order)

export const partIsMine: Check<'completePart'> = check('case/not-your-order', (deciding) => !part(deciding))
export const partHasArrived: Check<'completePart'> = check('case/not-arrived', (deciding) => {
  const own = part(deciding)
  return own?.kind === 'JOINT_CO' && own.arrivedAt === undefined
})
export const partMayGo: Check<'completePart'> = check('case/part-waits', (deciding) => {
  const waits = part(deciding)?.dependsOn
  return waits !== undefined && coUnit(deciding.state, waits) !== undefined
})
export const partEvidence: Check<'completePart'> = check(
  'case/evidence-missing',
  ({ command }) => !command.photos?.length,
)

export const completePart = (deciding: Deciding<'completePart'>): Plan => {
  const { command, now } = deciding
  const own = part(deciding)
  const order = own?.no ?? 0
  const { doubt } = occurred(command.occurredAt, now, own?.createdAt)
  return {
    facts: [
      {
        type: 'order.part-completed',
        order,
        text: command.text,
        photos: command.photos ?? [],
        occurredAt: command.occurredAt,
        ...(doubt && { doubt }),
      },
    ],
    order,
  }
}
