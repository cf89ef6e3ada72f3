import { fileUrl } from '@gezhi/client/upload'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { useUploads } from '../data/uploads.ts'
import { useText } from '../i18n/i18n.ts'
import { useFileKeep } from './keep-files.ts'
import { FailureText } from './problem.tsx'
import { LONGEST_S, useRecorder } from './use-recorder.ts'

interface VoiceProps {
  readonly label: string
  readonly hint?: string
  /** Content address of the recording. */
  readonly value: string | null
  readonly onChange: (hash: string | null) => void
}

/** A voice note of at most a minute: recorded with one tap, listened to, taken again. Nothing is shown where nothing can record. */
export function VoiceField({ label, hint, value, onChange }: VoiceProps): ReactNode {
  const text = useText()
  const id = useId()
  const { sending, take, again, remove } = useUploads({
    value: value ? [value] : [],
    max: 1,
    onChange: (hashes) => onChange(hashes[0] ?? null),
    keep: useFileKeep()?.keep,
  })
  const { can, seconds, failure, start, stop } = useRecorder((file) => take([file]))
  const [failed] = sending.filter((one) => one.failure)
  if (!can && !value) return null
  return (
    <fieldset className="gt-field" aria-describedby={hint ? `${id}-hint` : undefined}>
      <legend>{label}</legend>
      {hint ? (
        <div id={`${id}-hint`} className="gt-muted">
          {hint}
        </div>
      ) : null}
      {value ? (
        <div className="gt-row">
          <Listen hash={value} label={label} />
          <button type="button" className="gt-button" onClick={() => remove(value)}>
            {text('voice:drop')}
          </button>
        </div>
      ) : seconds === null ? (
        <button type="button" className="gt-button" disabled={sending.length > 0} onClick={start}>
          {text(sending.length > 0 ? 'voice:keeping' : 'voice:record')}
        </button>
      ) : (
        <button type="button" className="gt-button danger" onClick={stop}>
          <span aria-hidden="true">■</span> {text('voice:stop', { n: seconds, of: LONGEST_S })}
        </button>
      )}
      {failure ? <p role="status">{text(`voice:${failure}`)}</p> : null}
      {failed?.failure ? (
        <p role="alert">
          <FailureText error={failed.failure} />{' '}
          <button type="button" className="gt-link" onClick={() => again(failed)}>
            {text('part:retry')}
          </button>
        </p>
      ) : null}
    </fieldset>
  )
}

/** Plays a recording from this device, or from the centre when it is not here. */
export function Listen({ hash, label }: { hash: string; label: string }): ReactNode {
  const keep = useFileKeep()
  const [own, setOwn] = useState<string | null>(null)
  useEffect(() => {
    if (!keep) return
    let url: string | null = null
    let left = false
    const open = async (): Promise<void> => {
      const blob = await keep.open(hash)
      if (!blob || left) return
      url = URL.createObjectURL(blob)
      setOwn(url)
    }
    void open().catch((error: unknown) => reportError(error))
    return () => {
      left = true
      if (url) URL.revokeObjectURL(url)
    }
  }, [hash, keep])
  // A note by voice has no captions: whoever accepts the report writes the words.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return <audio controls preload="none" src={own ?? fileUrl(hash)} aria-label={label} />
}
