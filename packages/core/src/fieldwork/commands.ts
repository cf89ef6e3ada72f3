// What people say of field tasks: visits, hazard checks, publicity, opinions (domain specification §3.6).
import { Type, type Static } from 'typebox'
import { FileHash, GridCode, oneOf, Uuid } from '../cases/schemas.ts'

const closed = { additionalProperties: false }
const Time = Type.Integer({ minimum: 0, description: 'milliseconds since 1970-01-01T00:00:00Z' })
const Words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })
const Note = Type.Optional(Type.String({ maxLength: 1000 }))

export const TASK_SORTS = ['VISIT', 'CHECK', 'PUBLICISE', 'OPINION'] as const
export type TaskSort = (typeof TASK_SORTS)[number]
/** A visit is voluntary: who declines was visited, and nothing else is kept of it. */
export const VISIT_OUTCOMES = ['MET', 'REFUSED'] as const
/** What households ask for, without saying who. */
export const VISIT_NEEDS = ['NONE', 'POLICY', 'REPAIR', 'CARE', 'WORK', 'DISPUTE', 'OTHER'] as const
export const FINDINGS = ['GOOD', 'BAD', 'NOT_HERE'] as const
export const OBSTACLES = ['NOBODY_THERE', 'CLOSED', 'WEATHER', 'UNSAFE', 'OTHER'] as const

export const CheckedItem = Type.Object(
  {
    /** Code in the checklist of the field, e.g. `3.2`. */
    item: Type.String({ pattern: '^\\d{1,2}\\.\\d{1,2}$' }),
    finding: oneOf(FINDINGS),
    note: Note,
    photo: Type.Optional(FileHash),
    /** The case that reports it; only with BAD. */
    case: Type.Optional(Uuid),
  },
  closed,
)
export type CheckedItem = Static<typeof CheckedItem>

const Results = {
  VISIT: Type.Object(
    {
      sort: Type.Literal('VISIT'),
      outcome: oneOf(VISIT_OUTCOMES),
      /** A yard or building; never a door. */
      where: Type.Optional(Type.String({ maxLength: 100 })),
      needs: oneOf(VISIT_NEEDS),
      note: Note,
    },
    closed,
  ),
  CHECK: Type.Object(
    {
      sort: Type.Literal('CHECK'),
      field: Type.Integer({ minimum: 1, maximum: 15, description: 'public-safety field' }),
      /** The place that was checked, e.g. a shop or a yard. */
      where: Words(100),
      items: Type.Array(CheckedItem, { minItems: 1, maxItems: 30 }),
    },
    closed,
  ),
  PUBLICISE: Type.Object(
    {
      sort: Type.Literal('PUBLICISE'),
      topic: Words(100),
      where: Words(100),
      reached: Type.Integer({ minimum: 0, maximum: 100_000, description: 'people, estimated' }),
      photos: Type.Array(FileHash, { maxItems: 9, uniqueItems: true }),
    },
    closed,
  ),
  OPINION: Type.Object(
    {
      sort: Type.Literal('OPINION'),
      /** The wish itself; whose it is is not asked. */
      wish: Words(1000),
      case: Type.Optional(Uuid),
    },
    closed,
  ),
}
export type TaskResult = { [Sort in TaskSort]: Static<(typeof Results)[Sort]> }[TaskSort]
export const TaskResultSchema = Type.Unsafe<TaskResult>({
  type: 'object',
  required: ['sort'],
  discriminator: { propertyName: 'sort' },
  oneOf: Object.values(Results),
})

export const FIELD_TASK_COMMANDS = {
  plan: Type.Object(
    {
      type: Type.Literal('plan'),
      sort: oneOf(TASK_SORTS),
      grid: GridCode,
      title: Words(100),
      /** The public-safety field of a check. */
      field: Type.Optional(Type.Integer({ minimum: 1, maximum: 15 })),
      dueAt: Time,
    },
    closed,
  ),
  /** With or without a plan. `doneAt`: by the device's clock, corrected to the server's. */
  record: Type.Object(
    { type: Type.Literal('record'), grid: GridCode, doneAt: Time, result: TaskResultSchema },
    closed,
  ),
  notPossible: Type.Object(
    { type: Type.Literal('notPossible'), obstacle: oneOf(OBSTACLES), note: Note },
    closed,
  ),
  withdraw: Type.Object({ type: Type.Literal('withdraw'), reason: Words(200) }, closed),
  /** A record is corrected by saying what was wrong, never by writing over it. */
  remark: Type.Object({ type: Type.Literal('remark'), text: Words(500) }, closed),
} as const
export type FieldTaskCommand = {
  [T in keyof typeof FIELD_TASK_COMMANDS]: Static<(typeof FIELD_TASK_COMMANDS)[T]>
}[keyof typeof FIELD_TASK_COMMANDS]
export const FieldTaskCommandSchema = Type.Unsafe<FieldTaskCommand>({
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: Object.values(FIELD_TASK_COMMANDS),
})
