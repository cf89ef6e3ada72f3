import { call } from '@gezhi/client/call'
import { type DeviceView, syncApi } from '@gezhi/core/sync/sync.api'
import { useGezhi } from '@gezhi/ui/data'
import { shortTime } from '@gezhi/ui/time'
import { ProblemNote, useSend } from '@gezhi/ui/touch'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'

const KEY = ['own-devices'] as const

/** The devices of this person, newest use first; one that was lost is signed out from here. */
export function OwnDevices({ here }: { here: string }): ReactNode {
  const text = useText()
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call(syncApi.devices, { query: {} }, { signal }),
    retry: false,
  })
  return (
    <section className="gt-stack tight">
      <h2>{text('device:mine')}</h2>
      {data ? (
        <ul className="gt-stack tight">
          {data.devices
            .toSorted((a, b) => b.lastSeenAt - a.lastSeenAt)
            .map((device) => (
              <li key={device.id} className="gt-panel gt-stack tight">
                <OwnDevice device={device} here={device.id === here} />
              </li>
            ))}
        </ul>
      ) : (
        <p className="gt-muted">{text(error ? 'device:mineOffline' : 'shell:loading')}</p>
      )}
    </section>
  )
}

function OwnDevice({ device, here }: { device: DeviceView; here: boolean }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const queries = useQueryClient()
  const { id, name, lastSeenAt, revokedAt, deliveredAt } = device
  const when = (at: number) => ({ at: shortTime(at, clock.now()) })
  const { sending, error, send } = useSend(async () => {
    if (!confirm(text('device:outSure'))) return
    await call(syncApi.revokeDevice, { params: { id } })
    await queries.invalidateQueries({ queryKey: KEY })
  })
  return (
    <>
      <div className="gt-row apart">
        <strong>
          {name}
          {here ? <span className="gt-muted"> · {text('device:thisOne')}</span> : null}
        </strong>
        <span className="gt-muted gt-small gt-figure">{text('device:seen', when(lastSeenAt))}</span>
      </div>
      {revokedAt === null ? null : (
        <p className="gt-small gt-figure">
          {text('device:outDone', when(revokedAt))} ·{' '}
          {deliveredAt === null ? text('device:outWaiting') : text('device:delivered', when(deliveredAt))}
        </p>
      )}
      <ProblemNote error={error} />
      {here || revokedAt !== null ? null : (
        <button type="button" className="gt-button" disabled={sending} onClick={() => void send(undefined)}>
          {text('device:out')}
        </button>
      )}
    </>
  )
}
