import { Type, type Static } from 'typebox'

/**
 * RFC 9457 problem document. `code` is the stable name that clients switch on; `title` is Chinese, `titleEn` English.
 * What a refusal says of itself travels under `refusal`, so it can never shadow `status`.
 */
export const Problem = Type.Object({
  type: Type.String(),
  code: Type.String(),
  title: Type.String(),
  titleEn: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  refusal: Type.Optional(Type.Unknown()),
  errors: Type.Optional(Type.Unknown()),
})
export type Problem = Static<typeof Problem>

/** One HTTP meaning per refusal code: status, Chinese title, English title. A code without an entry does not compile. */
export type Problems<Code extends string> = Readonly<
  Record<Code, readonly [status: number, zh: string, en: string]>
>
