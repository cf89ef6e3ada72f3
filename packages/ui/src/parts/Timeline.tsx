import type { TimelineEntry } from '@gezhi/core/cases/case.api'
import { STEP_OF } from '@gezhi/core/cases/states'
import { fileUrl } from '@gezhi/client/upload'
import { useMemo } from 'react'
import { useGezhi } from '../data/Gezhi.tsx'
import { useLookups } from '../data/reference.ts'
import { useText } from '../i18n/i18n.ts'
import { doubtText } from '../timeline/doubtText.ts'
import { factText } from '../timeline/factText.ts'
import { fullTime, shortTime } from '../time/format.ts'
import { PhotoGrid } from './PhotoGrid.tsx'
import { StateTag } from './tags.tsx'

/** What happened, newest first, each in one plain sentence with who, when and what was written. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const t = useText()
  const newest = useMemo(() => entries.toSorted((a, b) => b.version - a.version), [entries])
  if (!newest.length) return <p className="gz-muted">{t('part:noTimeline')}</p>
  return (
    <ol className="gz-timeline">
      {newest.map((entry) => (
        <Entry key={entry.version} entry={entry} />
      ))}
    </ol>
  )
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const t = useText()
  const { clock } = useGezhi()
  const lookups = useLookups()
  const { sentence, quote, photos, files } = factText(entry, t, lookups)
  const doubt = doubtText(entry, t)
  const { actor } = entry
  const step = entry.to ? STEP_OF[entry.to].toLowerCase() : 'none'
  return (
    <li className={`gz-step-${step}`}>
      <time dateTime={new Date(entry.at).toISOString()} title={fullTime(entry.at)}>
        {shortTime(entry.at, clock.now())}
      </time>
      <div>
        <p>
          <strong>
            {actor.role === 'SYSTEM'
              ? t('part:system')
              : actor.orgName || t.any(`role:${actor.role}`, actor.role)}
          </strong>{' '}
          {sentence}
          {entry.to && <StateTag state={entry.to} />}
        </p>
        {quote && <blockquote>{quote}</blockquote>}
        {doubt && <p className="gz-doubt">{doubt}</p>}
        {photos.length > 0 && <PhotoGrid hashes={photos} small />}
        {files.map((hash, index) => (
          <a key={hash} href={fileUrl(hash)} target="_blank" rel="noreferrer" className="gz-file">
            {t('field:files')} {index + 1}
          </a>
        ))}
        {actor.role !== 'SYSTEM' && actor.orgName && (
          <p className="gz-who">
            {t.any(`role:${actor.role}`, actor.role)}
            {actor.name ? ` · ${actor.name}` : ''}
          </p>
        )}
      </div>
    </li>
  )
}
