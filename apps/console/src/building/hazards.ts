import type { FieldView } from '@gezhi/core/library/library.api'

export type Hazard = 'gradeC' | 'gradeD' | 'fireLane'

/** What the register itself says is dangerous: safety grades C and D (JGJ 125), a blocked fire lane. */
export function hazardsOf(fields: readonly Pick<FieldView, 'name' | 'value'>[]): readonly Hazard[] {
  const valueOf = (name: string) => fields.find((field) => field.name === name)?.value
  const grade = valueOf('safetyGrade')
  return [
    ...(grade === 'D' ? (['gradeD'] as const) : grade === 'C' ? (['gradeC'] as const) : []),
    ...(valueOf('fireLane') === false ? (['fireLane'] as const) : []),
  ]
}
