// What a phone holds of the library: records of the own community with every field, houses in a shorter form.
import { Type, type Static } from 'typebox'
import { nullable, Time } from '../cases/case.view.ts'
import { Uuid } from '../cases/schemas.ts'
import { FieldView, OwnerSchema, RecordSummary } from './library.api.ts'
import { ValueSchema } from './record.commands.ts'
import { REGISTERS } from './registers.ts'

/** A record as a phone holds it: enough to find it, to confirm or to dispute it on the spot. */
export const RecordOnDevice = Type.Intersect([
  RecordSummary,
  Type.Object({ initials: Type.String(), changedAt: Time, fields: Type.Array(FieldView) }),
])
export type RecordOnDevice = Static<typeof RecordOnDevice>

/**
 * A house as a phone holds it. A community has up to 2,600 of them and nearly all say one thing from one source, so that
 * only what differs from it is written out: 250 bytes a house instead of 950.
 */
export const HouseOnDevice = Type.Object({
  id: Uuid,
  code: Type.String(),
  name: Type.String(),
  /** Id of its building, which is a record on the device too. */
  building: nullable(Uuid),
  source: OwnerSchema,
  asOf: Time,
  changedAt: Time,
  confirmedAt: nullable(Time),
  /** What its source says, by field. */
  said: Type.Record(Type.String(), ValueSchema),
  /** Fields for which another word counts, or which have an open difference. */
  other: Type.Array(FieldView),
})
export type HouseOnDevice = Static<typeof HouseOnDevice>

const OF_HOUSES = Object.keys(REGISTERS.HOUSE.fields)

/** All fields of a house, as of any other record. */
export const houseFields = ({ source, asOf, said, other }: HouseOnDevice): readonly FieldView[] =>
  OF_HOUSES.map(
    (name) =>
      other.find((field) => field.name === name) ?? {
        name,
        value: said[name] ?? null,
        source,
        asOf,
        decided: false,
        difference: null,
      },
  )

/** The short form of what all fields of a house say. */
export function shortFields(
  { source, asOf }: Pick<HouseOnDevice, 'source' | 'asOf'>,
  fields: readonly FieldView[],
): Pick<HouseOnDevice, 'said' | 'other'> {
  const isPlain = (field: FieldView): boolean =>
    field.source === source && field.asOf === asOf && !field.decided && field.difference === null
  const said = fields.flatMap(({ name, value, ...field }) =>
    value !== null && isPlain({ name, value, ...field }) ? [[name, value] as const] : [],
  )
  return { said: Object.fromEntries(said), other: fields.filter((field) => !isPlain(field)) }
}
