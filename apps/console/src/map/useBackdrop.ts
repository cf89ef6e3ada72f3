import { call } from '@gezhi/client/call'
import { baseMapApi } from '@gezhi/core/districts/base-map.api'
import { showBackdrop } from '@gezhi/ui/map'
import { useQuery } from '@tanstack/react-query'
import { App } from 'antd'
import { useEffect, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { keepBackdrop, keptBackdrop } from './layers.ts'
import type { TheMap } from './useSketch.ts'

const HOUR_MS = 3_600_000

/** The configured base map of others: its name, whether it lies under ours now, and the switch. Null: there is none. */
export function useBackdrop(map: TheMap) {
  const t = useText()
  const { message } = App.useApp()
  const [on, setOn] = useState(keptBackdrop)
  const { data } = useQuery({
    queryKey: ['base-map'],
    queryFn: ({ signal }) => call(baseMapApi.about, {}, { signal }),
    staleTime: HOUR_MS,
  })
  const backdrop = data?.baseMap ?? null
  useEffect(() => {
    if (!map || !backdrop) return
    return showBackdrop(map, on ? backdrop : null, () => {
      void message.warning(t('tools:backdropGone', { name: backdrop.name }))
      setOn(false)
    })
  }, [map, backdrop, on, message, t])
  if (!backdrop) return null
  return {
    ...backdrop,
    on,
    change(next: boolean): void {
      setOn(next)
      keepBackdrop(next)
    },
  }
}
