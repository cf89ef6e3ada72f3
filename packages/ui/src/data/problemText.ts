import { Offline, Refused } from '@gezhi/client/call'
import { NoSpace } from '@gezhi/client/device.space'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useText } from '../i18n/i18n.ts'
import { organisationNameIn } from './reference.ts'

/** What a failed call says to people: the refusal's own words, or what is safe when the network or service failed. */
export function useProblemText(): (error: unknown) => string {
  const t = useText()
  // Only what is known already: an error must not ask the server for names, least of all before sign-in.
  const queries = useQueryClient()
  return useCallback(
    (error) => {
      if (error instanceof Offline) return t('form:offline')
      if (error instanceof NoSpace) return t('form:noSpace')
      if (!(error instanceof Refused)) return t('form:fault')
      const { problem } = error
      const title = t.language === 'zh' ? problem.title : problem.titleEn
      const refusal = problem.refusal
      const org =
        typeof refusal === 'object' && refusal && 'org' in refusal && typeof refusal.org === 'string'
          ? refusal.org
          : ''
      const said = title.replace('{org}', organisationNameIn(queries, org))
      return problem.status < 500 && problem.detail && problem.detail !== title
        ? `${said} ${problem.detail}`
        : said
    },
    [t, queries],
  )
}
