import { Refused } from '@gezhi/client/call'
import { fileUrl, thumbUrl } from '@gezhi/client/upload'
import { type ReactNode, useId, useRef } from 'react'
import { type Sending, useUploads } from '../data/uploads.ts'
import { useText } from '../i18n/i18n.ts'
import { useFileKeep, usePicture } from './keep-files.ts'
import { keepPreview, previewOf } from './previews.ts'
import { FailureText } from './problem.tsx'
import { shrinkPhoto } from './shrink.ts'

interface PhotoProps {
  readonly label: string
  readonly hint?: string
  readonly error?: string | null | undefined
  /** Content addresses of the photos that the server has. */
  readonly value: readonly string[]
  readonly onChange: (hashes: readonly string[]) => void
  readonly max: number
  /** Opens the camera first where there is one, instead of the album. */
  readonly camera?: boolean
}

/** Takes or chooses photos and sends each at once; a failed one stays with its reason and a button to try again. */
export function PhotoField({ label, hint, error, value, onChange, max, camera }: PhotoProps): ReactNode {
  const text = useText()
  const id = useId()
  const { sending, room, take, again, drop, remove } = useUploads({
    value,
    max,
    onChange,
    prepare: shrinkPhoto,
    keep: useFileKeep()?.keep,
    onStored: keepPreview,
  })
  const chooser = useRef<HTMLInputElement>(null)
  const wantsAlbum = useRef(false)
  const fromAlbum = (): void => {
    wantsAlbum.current = true
    chooser.current?.click()
  }
  // Said once, in full: a tile has no room for a sentence.
  const failed = sending.find(({ failure }) => failure)?.failure
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
            <Picture hash={hash} alt={text('part:photo', { n: index + 1 })} />
            <button type="button" onClick={() => remove(hash)}>
              <span aria-hidden="true">✕</span>
              <span className="gt-visually-hidden">
                {text('form:remove')} {text('part:photo', { n: index + 1 })}
              </span>
            </button>
          </figure>
        ))}
        {sending.map((one) => (
          <SendingPhoto key={one.id} one={one} onRetry={() => again(one)} onDiscard={() => drop(one.id)} />
        ))}
        {room > 0 ? (
          <label className="gt-shutter">
            <input
              ref={chooser}
              type="file"
              accept="image/*"
              multiple={!camera}
              {...(camera ? { capture: 'environment' } : {})}
              onClick={({ currentTarget }) => {
                // Without the camera: it may be broken, forbidden, or the photo was taken before.
                if (camera) aim(currentTarget, wantsAlbum.current)
                wantsAlbum.current = false
              }}
              onChange={(event) => {
                take(event.target.files ?? [])
                event.target.value = ''
              }}
            />
            <span aria-hidden="true">＋</span>
            {text('form:addPhoto')}
          </label>
        ) : null}
      </div>
      {camera && room > 0 ? (
        <button type="button" className="gt-link" onClick={fromAlbum}>
          {text('form:fromAlbum')}
        </button>
      ) : null}
      {failed ? (
        <p role="alert">
          <FailureText error={failed} />
        </p>
      ) : null}
    </fieldset>
  )
}

/** Whether the next choice is made in the album or with the camera: browsers look at the field when it opens. */
function aim(chooser: HTMLInputElement, album: boolean): void {
  chooser.multiple = album
  if (album) chooser.removeAttribute('capture')
  else chooser.setAttribute('capture', 'environment')
}

const Picture = ({ hash, alt }: { hash: string; alt: string }): ReactNode => (
  <img src={usePicture(hash)} alt={alt} />
)

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
      {one.preview ? <img src={one.preview} alt="" /> : null}
      <button type="button" onClick={onDiscard}>
        <span aria-hidden="true">✕</span>
        <span className="gt-visually-hidden">{text('form:remove')}</span>
      </button>
      <figcaption className="gt-photo-state">
        {failure ? (
          <>
            <strong className="gt-error" aria-hidden="true">
              !
            </strong>{' '}
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
