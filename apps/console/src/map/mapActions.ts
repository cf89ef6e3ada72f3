// What a press on the map opens, and the map as a picture.
import { call } from '@gezhi/client/call'
import { URGENCIES } from '@gezhi/core/districts/district'
import { MAP_LAYERS } from '@gezhi/core/library/layers'
import { placeApi } from '@gezhi/core/library/place.api'
import { useGezhi, useProblemText } from '@gezhi/ui/data'
import { type LayerGroup, type LegendEntry, PLACE_LAYERS, posterOf } from '@gezhi/ui/map'
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

/** What the map shows as a picture with title, legend, scale, north, date and source: saved as a PNG, or printed. */
export function usePicture(map: TheMap, layers: readonly LayerGroup[]) {
  const t = useText()
  const { theme, clock } = useGezhi()
  const { district, post } = useSession()
  const { message } = App.useApp()
  const draw = async () => {
    if (!map) return null
    const date = fullTime(clock.now())
    const title = t('tools:posterTitle', { district: district.name })
    const cases = layers.includes('cases') ? URGENCIES : []
    const places = seesLibrary(post.role) ? PLACE_LAYERS.filter((place) => layers.includes(place)) : []
    const legend: LegendEntry[] = [
      ...cases.map((urgency) => ({ urgency, word: t(`urgency:${urgency}`) })),
      ...places.map((place) => ({ place, word: MAP_LAYERS[place][t.language] })),
    ]
    const picture = await posterOf(map, theme, { title, date, source: t('tools:posterSource'), legend })
    return { url: URL.createObjectURL(picture), name: `${title} ${date.slice(0, 10)}` }
  }
  return {
    async save() {
      const picture = await draw()
      if (!picture) return
      const link = document.createElement('a')
      link.href = picture.url
      link.download = `${picture.name}.png`
      link.click()
      URL.revokeObjectURL(picture.url)
      void message.success(t('tools:saved'))
    },
    async print() {
      const picture = await draw()
      if (picture) await printSheet(picture.url, picture.name)
    },
  }
}

/** Prints one picture on a sheet of its own and nothing of the page around it. */
async function printSheet(url: string, title: string): Promise<void> {
  const sheet = document.createElement('img')
  sheet.className = 'map-sheet'
  sheet.src = url
  sheet.alt = title
  await sheet.decode()
  document.body.append(sheet)
  document.body.classList.add('prints-map')
  const end = () => {
    document.body.classList.remove('prints-map')
    sheet.remove()
    URL.revokeObjectURL(url)
  }
  globalThis.addEventListener('afterprint', end, { once: true })
  globalThis.print()
}
