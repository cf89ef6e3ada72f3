import type { Space } from '@gezhi/client/device.space'
import { useGezhi } from '@gezhi/ui/data'
import { shortTime } from '@gezhi/ui/time'
import { type ReactNode, useEffect, useState } from 'react'
import manifest from '../../package.json' with { type: 'json' }
import { Screen } from '../frame/screen.tsx'
import { type Held, useHeld } from '../offline/held.ts'
import { OutboxLink } from '../outbox/outbox-link.tsx'
import { useText } from '../text.ts'
import { OwnDevices } from './own-devices.tsx'
import { PinPart } from './pin-part.tsx'

/** This device and what protects it, and the other devices of its person. */
export default function DeviceScreen(): ReactNode {
  const text = useText()
  const held = useHeld()
  return (
    <Screen title={text('device:title')} back>
      {held ? (
        <>
          <Here held={held} />
          <OutboxLink />
          <PinPart held={held} />
          <OwnDevices here={held.device.id} />
        </>
      ) : (
        <p className="gt-note warn">{text('outbox:cannotKeep')}</p>
      )}
    </Screen>
  )
}

const MEGABYTE = 1_000_000
const size = (bytes: number): string =>
  bytes < 1000 * MEGABYTE
    ? `${(bytes / MEGABYTE).toFixed(1)} MB`
    : `${(bytes / (1000 * MEGABYTE)).toFixed(1)} GB`

function Here({ held }: { held: Held }): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const [space, setSpace] = useState<Space | null>(null)
  const { device, replica } = held
  useEffect(() => {
    let isHere = true
    void device.space().then(
      (found) => isHere && setSpace(found),
      (error: unknown) => reportError(error),
    )
    return () => {
      isHere = false
    }
  }, [device])
  const at = replica.completeAt()
  return (
    <section className="gt-panel gt-stack tight">
      <h2>{text('device:here')}</h2>
      <dl className="device-facts">
        <dt>{text('device:synced')}</dt>
        <dd className="gt-figure">{at === null ? text('device:never') : shortTime(at, clock.now())}</dd>
        {space ? (
          <>
            <dt>{text('device:room')}</dt>
            <dd className="gt-figure">
              {text('device:roomOf', {
                used: size(space.usedBytes),
                free: size(space.quotaBytes - space.usedBytes),
              })}
            </dd>
          </>
        ) : null}
        <dt>{text('device:version')}</dt>
        <dd className="gt-figure">{manifest.version}</dd>
      </dl>
      {space ? (
        <p className="gt-muted gt-small">{text(space.persisted ? 'device:kept' : 'device:notKept')}</p>
      ) : null}
    </section>
  )
}
