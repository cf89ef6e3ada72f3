import type { Translate } from '../i18n/i18n.ts'

/** Why a card was given: words of a person, or the rule of the ladder that brought it. */
export function cardReason(reason: string, t: Translate): string {
  if (!reason.startsWith('rule:')) return reason
  const rule = reason.slice('rule:'.length).replace(/#\d+$/, '')
  return rule === 'second-rework'
    ? t('notice:cardRework')
    : t('notice:cardRule', { deadline: t.any(`deadline:${rule}`, rule) })
}
