import { fileUrl, thumbUrl } from '@gezhi/client/upload'
import { type CSSProperties, useState } from 'react'
import { useText } from '../i18n/i18n.ts'
import { PhotoGrid } from './PhotoGrid.tsx'

interface PhotoPairProps {
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** Why nothing was photographed before, in the reporter's words. */
  readonly noBefore?: string | null
}

/**
 * Before and after in one frame: a slider uncovers the one or the other, by hand, by touch or with the arrow keys.
 * Of several photos each side shows the one that was picked. Where a side has none, the other is shown alone.
 */
export function PhotoPair({ before, after, noBefore = null }: PhotoPairProps) {
  const t = useText()
  const [share, setShare] = useState(50)
  const [left, setLeft] = useState(before[0])
  const [right, setRight] = useState(after[0])
  const shownLeft = before.find((hash) => hash === left) ?? before[0]
  const shownRight = after.find((hash) => hash === right) ?? after[0]
  if (shownLeft === undefined || shownRight === undefined) return <OneSide {...{ before, after, noBefore }} />
  return (
    <figure className="gz-pair">
      <div className="gz-pair-frame" style={{ '--gz-share': `${share}%` } as CSSProperties}>
        <img src={fileUrl(shownRight)} alt={t('part:after')} decoding="async" />
        <img className="gz-pair-before" src={fileUrl(shownLeft)} alt={t('part:before')} decoding="async" />
        <span className="gz-pair-line" aria-hidden="true" />
        <span className="gz-pair-tag" aria-hidden="true">
          {t('part:before')}
        </span>
        <span className="gz-pair-tag gz-pair-right" aria-hidden="true">
          {t('part:after')}
        </span>
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={share}
          aria-label={t('part:pairSlider')}
          aria-valuetext={t('part:pairShare', { n: share })}
          onChange={(event) => setShare(Number(event.target.value))}
        />
      </div>
      <figcaption>
        <Side name={t('part:before')} hashes={before} shown={shownLeft} onPick={setLeft} />
        <Side name={t('part:after')} hashes={after} shown={shownRight} onPick={setRight} />
      </figcaption>
    </figure>
  )
}

interface SideProps {
  readonly name: string
  readonly hashes: readonly string[]
  readonly shown: string
  readonly onPick: (hash: string) => void
}

/** The photos of one side to pick from, and the picked one in full. */
function Side({ name, hashes, shown, onPick }: SideProps) {
  const t = useText()
  return (
    <div role="group" aria-label={name}>
      {hashes.length > 1 &&
        hashes.map((hash, index) => (
          <button
            key={hash}
            type="button"
            aria-pressed={hash === shown}
            aria-label={`${name} ${t('part:photo', { n: index + 1 })}`}
            onClick={() => onPick(hash)}
          >
            <img src={thumbUrl(hash)} alt="" loading="lazy" />
          </button>
        ))}
      <a href={fileUrl(shown)} target="_blank" rel="noreferrer">
        {t('part:pairFull', { side: name })}
      </a>
    </div>
  )
}

function OneSide({ before, after, noBefore }: Required<PhotoPairProps>) {
  const t = useText()
  if (before.length === 0 && after.length === 0) return <p className="gz-muted">{t('part:noPair')}</p>
  return (
    <div className="gz-pair-sides">
      <section aria-label={t('part:before')}>
        <p className="gz-muted">{t('part:before')}</p>
        {before.length > 0 ? <PhotoGrid hashes={before} /> : <p>{noBefore ?? t('part:noBefore')}</p>}
      </section>
      <section aria-label={t('part:after')}>
        <p className="gz-muted">{t('part:after')}</p>
        {after.length > 0 ? <PhotoGrid hashes={after} /> : <p>{t('part:noAfter')}</p>}
      </section>
    </div>
  )
}
