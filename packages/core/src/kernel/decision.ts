/** What a rule answers: facts to append, or a refusal with a stable code. A fault is an exception, never a refusal. */
export type Decision<Fact, Refusal> =
  | { readonly ok: true; readonly facts: readonly Fact[] }
  | { readonly ok: false; readonly refusal: Refusal }

export const accept = <Fact>(facts: readonly Fact[]): { ok: true; facts: readonly Fact[] } => ({
  ok: true,
  facts,
})

export const refuse = <Refusal>(refusal: Refusal): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal,
})
