import { Type, type TProperties } from 'typebox'

/** The schema of one command: its name and its fields, and no other. */
export const command = <const Name extends string, Props extends TProperties>(type: Name, props: Props) =>
  Type.Object({ type: Type.Literal(type), ...props }, { additionalProperties: false })
