import { ChoiceField, ProblemNote, TextField, useSend } from '@gezhi/ui/touch'
import { type ReactNode, useEffect, useState } from 'react'
import { LOCK_CHOICES, type LockChoice, usePreferences } from '../frame/preferences.tsx'
import type { Held } from '../offline/held.ts'
import { useText } from '../text.ts'
import { markPin } from './pin-mark.ts'

const FEWEST_DIGITS = 6
const digits = (value: string): string => value.replaceAll(/\D/g, '')

/** The PIN of this person on this device: set, change, remove; lock now, or by itself. */
export function PinPart({ held }: { held: Held }): ReactNode {
  const text = useText()
  const { device } = held
  const [has, setHas] = useState<boolean>()
  useEffect(() => {
    let isHere = true
    void device.hasPin().then(
      (found) => isHere && setHas(found),
      (error: unknown) => reportError(error),
    )
    return () => {
      isHere = false
    }
  }, [device])
  if (has === undefined) return null
  return (
    <section className="gt-panel gt-stack">
      <h2>{text('device:pin')}</h2>
      <p className="gt-muted">{text(has ? 'device:pinOn' : 'device:pinOff')}</p>
      <PinForm held={held} has={has} onSet={() => setHas(true)} />
      {has ? <WithPin held={held} onRemoved={() => setHas(false)} /> : null}
    </section>
  )
}

interface FormProps {
  readonly held: Held
  readonly has: boolean
  readonly onSet: () => void
}

function PinForm({ held, has, onSet }: FormProps): ReactNode {
  const text = useText()
  const [open, setOpen] = useState(false)
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const [saved, setSaved] = useState(false)
  const isShort = pin.length < FEWEST_DIGITS
  const { sending, error, send } = useSend(async () => {
    // The mark first: with it and no PIN the app waits a moment longer, without it a page could be seen.
    markPin(held.device.person, true)
    await held.device.setPin(pin)
    for (const clear of [setPin, setAgain]) clear('')
    setTried(false)
    setOpen(false)
    setSaved(true)
    onSet()
  })
  if (!open)
    return (
      <>
        {saved ? (
          <p className="gt-note good" role="status">
            ✓ {text('device:pinSaved')}
          </p>
        ) : null}
        <button type="button" className="gt-button" onClick={() => setOpen(true)}>
          {text(has ? 'device:pinChange' : 'device:pinSet')}
        </button>
      </>
    )
  return (
    <form
      className="gt-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!isShort && pin === again) void send(undefined)
      }}
    >
      <TextField
        label={text('device:pinNew')}
        hint={text('device:pinOnline')}
        type="password"
        error={tried && isShort ? text('device:pinShort') : null}
        value={pin}
        maxLength={20}
        autoComplete="new-password"
        onChange={(value) => setPin(digits(value))}
      />
      <TextField
        label={text('device:pinAgain')}
        type="password"
        error={tried && !isShort && pin !== again ? text('device:pinDiffers') : null}
        value={again}
        maxLength={20}
        autoComplete="new-password"
        onChange={(value) => setAgain(digits(value))}
      />
      <ProblemNote error={error} />
      <button type="submit" className="gt-button primary wide" disabled={sending}>
        {text(has ? 'device:pinChange' : 'device:pinSet')}
      </button>
    </form>
  )
}

function WithPin({ held, onRemoved }: { held: Held; onRemoved: () => void }): ReactNode {
  const text = useText()
  const { lockAfter, change } = usePreferences()
  const { sending, error, send } = useSend(async () => {
    if (!confirm(text('device:pinRemoveSure'))) return
    await held.device.removePin()
    markPin(held.device.person, false)
    change({ lockAfter: 0 })
    onRemoved()
  })
  const choose = (value: string): void => {
    const chosen: LockChoice | undefined = LOCK_CHOICES.find((one) => String(one) === value)
    if (chosen !== undefined) change({ lockAfter: chosen })
  }
  return (
    <>
      <ChoiceField
        inline
        label={text('device:lockAfter')}
        hint={text('device:lockPatrol')}
        choices={LOCK_CHOICES.map((n) => ({
          value: String(n),
          label: n === 0 ? text('device:lockNever') : text('device:lockMinutes', { n }),
        }))}
        value={String(lockAfter)}
        onChange={choose}
      />
      <ProblemNote error={error} />
      <div className="gt-row">
        <button type="button" className="gt-button" onClick={held.lock}>
          {text('device:lockNow')}
        </button>
        <button type="button" className="gt-button" disabled={sending} onClick={() => void send(undefined)}>
          {text('device:pinRemove')}
        </button>
      </div>
    </>
  )
}
