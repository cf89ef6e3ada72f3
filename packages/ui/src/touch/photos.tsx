import { Refused } from '@gezhi/client/call'
import { fileUrl, thumbUrl, uploadFile } from '@gezhi/client/upload'
import { type ReactNode, useId, useRef, useState } from 'react'
import { useText } from '../i18n/i18n.ts'
import { keepPreview, previewOf } from './previews.ts'
import { FailureText } from './problem.tsx'
import { shrinkPhoto } from './shrink.ts'

/** A photo on its way: its file stays here until the server has it, so that a broken upload can be tried again. */
interface Sending {
  readonly id: number
  readonly file: File
  readonly preview: string
  readonly share: number
  readonly failure: Error | null
}

interface PhotoProps {
  readonly label: string
  readonly hint?: string
  readonly error?: string | null | undefined
  /** Content addresses of the photos that the server has. */
  readonly value: readonly string[]
  readonly onChange: (change: (hashes: readonly string[]) => readonly string[]) => void
  readonly max: number
  /** Opens the camera first where there is one, instead of the album. */
  readonly camera?: boolean
}

/** Takes or chooses photos and sends each at once; a failed one stays with its reason and a button to try again. */
export function PhotoField({ label, hint, error, value, onChange, max, camera }: PhotoProps): ReactNode {
  const text = useText()
  const id = useId()
  const { sending, add, retry, discard } = useSending(onChange)
  const room = max - value.length - sending.length
  return (
    <fieldset className={error ? 'gt-field in-error' : 'gt-field'} aria-describedby={`${id}-hint`}>
      <legend>{label}</legend>
      <div id={`${id}-hint`}>
        {hint ? <p className="gt-muted">{hint}</p> : null}
        {error ? <p className="gt-error">{error}</p> : null}
      </div>
      <div className="gt-photos">
        {value.map((hash, index) => (
          <figure key={hash} className="gt-photo">
            <img src={previewOf(hash) ?? thumbUrl(hash)} alt={text('part:photo', { n: index + 1 })} />
            <button type="button" onClick={() => onChange((hashes) => hashes.filter((one) => one !== hash))}>
              <span aria-hidden="true">✕</span>
              <span className="gt-visually-hidden">
                {text('form:remove')} {text('part:photo', { n: index + 1 })}
              </span>
            </button>
          </figure>
        ))}
        {sending.map((one) => (
          <SendingPhoto key={one.id} one={one} onRetry={() => retry(one)} onDiscard={() => discard(one.id)} />
        ))}
        {room > 0 ? (
          <label className="gt-shutter">
            <input
              type="file"
              accept="image/*"
              multiple={!camera}
              {...(camera ? { capture: 'environment' } : {})}
              onChange={(event) => {
                add([...(event.target.files ?? [])].slice(0, room))
                event.target.value = ''
              }}
            />
            <span aria-hidden="true">＋</span>
            {text('form:addPhoto')}
          </label>
        ) : null}
      </div>
    </fieldset>
  )
}

function SendingPhoto({
  one,
  onRetry,
  onDiscard,
}: {
  one: Sending
  onRetry: () => void
  onDiscard: () => void
}): ReactNode {
  const text = useText()
  const { failure } = one
  return (
    <figure className="gt-photo" aria-live="polite">
      <img src={one.preview} alt="" />
      <button type="button" onClick={onDiscard}>
        <span aria-hidden="true">✕</span>
        <span className="gt-visually-hidden">{text('form:remove')}</span>
      </button>
      <figcaption className="gt-photo-state">
        {failure ? (
          <>
            <FailureText error={failure} />
            {failure instanceof Refused ? null : (
              <button type="button" className="gt-link" onClick={onRetry}>
                {text('part:retry')}
              </button>
            )}
          </>
        ) : (
          text('form:uploading', { n: Math.round(one.share * 100) })
        )}
      </figcaption>
    </figure>
  )
}

function useSending(onChange: PhotoProps['onChange']) {
  const [sending, setSending] = useState<readonly Sending[]>([])
  const next = useRef(1)
  const patch = (id: number, change: Partial<Sending>) =>
    setSending((all) => all.map((one) => (one.id === id ? { ...one, ...change } : one)))
  const discard = (id: number) =>
    setSending((all) => {
      for (const one of all) if (one.id === id) URL.revokeObjectURL(one.preview)
      return all.filter((one) => one.id !== id)
    })
  const send = async (one: Sending): Promise<void> => {
    patch(one.id, { share: 0, failure: null })
    try {
      const small = await shrinkPhoto(one.file)
      const hash = await uploadFile(small, { onProgress: (share) => patch(one.id, { share }) })
      await keepPreview(hash, small)
      onChange((hashes) => (hashes.includes(hash) ? hashes : [...hashes, hash]))
      discard(one.id)
    } catch (error) {
      patch(one.id, { failure: error instanceof Error ? error : new Error(String(error)) })
    }
  }
  const add = (files: readonly File[]): void => {
    const fresh = files.map((file) => ({
      id: next.current++,
      file,
      preview: URL.createObjectURL(file),
      share: 0,
      failure: null,
    }))
    setSending((all) => [...all, ...fresh])
    for (const one of fresh) void send(one)
  }
  return { sending, add, discard, retry: (one: Sending) => void send(one) }
}

/** Photos to look at: each opens in full. */
export function PhotoStrip({ hashes, label }: { hashes: readonly string[]; label: string }): ReactNode {
  const text = useText()
  if (hashes.length === 0) return null
  return (
    <ul className="gt-photos" aria-label={label}>
      {hashes.map((hash, index) => (
        <li key={hash} className="gt-photo">
          <a href={fileUrl(hash)} target="_blank" rel="noreferrer">
            <img
              src={thumbUrl(hash)}
              alt={text('part:photoOf', { n: index + 1, count: hashes.length })}
              loading="lazy"
            />
          </a>
        </li>
      ))}
    </ul>
  )
}

/** The photos of something not sent yet, from this tab's own small pictures. */
export function PreviewStrip({ hashes, label }: { hashes: readonly string[]; label: string }): ReactNode {
  const text = useText()
  return (
    <ul className="gt-photos" aria-label={label}>
      {hashes.map((hash, index) => (
        <li key={hash} className="gt-photo">
          <img src={previewOf(hash) ?? thumbUrl(hash)} alt={text('part:photo', { n: index + 1 })} />
        </li>
      ))}
    </ul>
  )
}
