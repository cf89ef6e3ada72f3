import type { NoticeKind } from '@gezhi/core/notices/notice'
import type { Translate } from '../i18n/i18n.ts'
import type { Lookups } from '../timeline/factText.ts'

interface Told {
  readonly kind: NoticeKind
  readonly values: Readonly<Record<string, string | number>>
  readonly cases?: readonly unknown[]
  readonly ids?: readonly string[]
}

/** Some kinds read differently by what they are about. */
function variantOf({ kind, values }: Told): string {
  const result = String(values['result'] ?? '')
  if (kind === 'FEEDBACK')
    return `${kind}.${result === 'VOIDED' || result === 'TRANSFERRED' ? result : String(values['stage'])}`
  return kind === 'PROPOSAL' ? `${kind}.${String(values['proposal'])}` : kind
}

/** One line of an inbox in plain words; several of one kind say how many. */
export function noticeText(line: Told, t: Translate, lookups: Lookups): string {
  const { values, kind } = line
  const of = (name: string): string => String(values[name] ?? '')
  const deadline = of('deadline').replace(/#\d+$/, '')
  const one = t.any(`noticeLine:${variantOf(line)}`, t.any(`noticeKind:${kind}`, kind), {
    task: t.any(`task:${of('task')}`, of('task')),
    deadline: t.any(`deadline:${deadline}`, deadline),
    org: values['org'] === undefined ? '' : lookups.orgName(of('org')),
    level: t.any(`cardLevel:${of('level')}`, of('level')),
    request:
      of('request') === 'CARD' ? t('notice:card') : t.any(`requestKind:${of('request')}`, of('request')),
    answer: t.any(`noticeAnswer:${of('answer')}`, of('answer')),
  })
  const count = line.ids?.length ?? 1
  return count > 1 ? t('noticeLine:many', { n: count, line: one }) : one
}
