// What a press on the map opens, and the map as a picture.
import { call } from '@gezhi/client/call'
import { URGENCIES } from '@gezhi/core/districts/district'
import { placeApi } from '@gezhi/core/library/place.api'
import { useGezhi, useProblemText } from '@gezhi/ui/data'
import { posterOf } from '@gezhi/ui/map'
import { fullTime } from '@gezhi/ui/time'
import { App } from 'antd'
import { useCallback } from 'react'
import { useLocation } from 'wouter'
import { useText } from '../i18n/text.ts'
import { seesLibrary } from '../library/roles.ts'
import { useSession } from '../session/session.ts'
import type { TheMap } from './useSketch.ts'

/** Metres between what is drawn of a building and its middle in the register, above which they are two. */
const SAME_BUILDING_M = 40

/** Opens the sheet of the building that was pressed. */
export function useOpenBuilding() {
  const t = useText()
  const textOf = useProblemText()
  const [, go] = useLocation()
  const { message } = App.useApp()
  const { post } = useSession()
  return useCallback(
    async ([lon, lat]: readonly [number, number]) => {
      if (!seesLibrary(post.role)) return
      try {
        const query = { lon, lat, register: 'BUILDING', each: 1 } as const
        const [found] = (await call(placeApi.nearest, { query })).records
        if (found && found.distanceM <= SAME_BUILDING_M) go(`/buildings/${found.id}`)
        else void message.info(t('tools:noBuilding'))
      } catch (error) {
        void message.error(textOf(error))
      }
    },
    [go, message, post.role, t, textOf],
  )
}

/** Saves what the map shows as a PNG with title, legend, scale, north, date and source. */
export function useSavePicture(map: TheMap) {
  const t = useText()
  const { theme, clock } = useGezhi()
  const { district } = useSession()
  const { message } = App.useApp()
  return async () => {
    if (!map) return
    const date = fullTime(clock.now())
    const title = t('tools:posterTitle', { district: district.name })
    const legend = URGENCIES.map((urgency) => ({ urgency, word: t(`urgency:${urgency}`) }))
    const picture = await posterOf(map, theme, { title, date, source: t('tools:posterSource'), legend })
    const link = document.createElement('a')
    link.href = URL.createObjectURL(picture)
    link.download = `${title} ${date.slice(0, 10)}.png`
    link.click()
    URL.revokeObjectURL(link.href)
    void message.success(t('tools:saved'))
  }
}
