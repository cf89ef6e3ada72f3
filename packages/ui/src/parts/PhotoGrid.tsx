import { fileUrl, thumbUrl } from '@gezhi/client/upload'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useText } from '../i18n/i18n.ts'

/** Thumbnails of fixed size; a click opens the picture large, arrows turn the pages, Escape closes. */
export function PhotoGrid({ hashes, small = false }: { hashes: readonly string[]; small?: boolean }) {
  const t = useText()
  const [open, setOpen] = useState<number | null>(null)
  return (
    <div className={`gz-photos${small ? ' gz-small' : ''}`}>
      {hashes.map((hash, index) => (
        <button
          key={hash}
          type="button"
          onClick={() => setOpen(index)}
          aria-label={t('part:photo', { n: index + 1 })}
        >
          <img src={thumbUrl(hash)} alt="" loading="lazy" decoding="async" />
        </button>
      ))}
      {open !== null && <Lightbox hashes={hashes} at={open} onMove={setOpen} onClose={() => setOpen(null)} />}
    </div>
  )
}

interface LightboxProps {
  readonly hashes: readonly string[]
  readonly at: number
  readonly onMove: (index: number) => void
  readonly onClose: () => void
}

function Lightbox({ hashes, at, onMove, onClose }: LightboxProps) {
  const t = useText()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const turn = (by: number): void => onMove((at + by + hashes.length) % hashes.length)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowRight') turn(1)
    if (event.key === 'ArrowLeft') turn(-1)
    event.stopPropagation()
  }
  const many = hashes.length > 1
  return (
    <dialog ref={dialog} className="gz-lightbox" onClose={onClose} onKeyDown={onKeyDown}>
      <img src={fileUrl(hashes[at] ?? '')} alt={t('part:photoOf', { n: at + 1, count: hashes.length })} />
      <footer>
        {many && (
          <button type="button" onClick={() => turn(-1)}>
            ← {t('part:previous')}
          </button>
        )}
        <span className="gz-nums">{t('part:photoOf', { n: at + 1, count: hashes.length })}</span>
        {many && (
          <button type="button" onClick={() => turn(1)}>
            {t('part:next')} →
          </button>
        )}
        <button type="button" onClick={() => dialog.current?.close()}>
          {t('part:close')}
        </button>
      </footer>
    </dialog>
  )
}
