import { fileUrl, thumbUrl } from '@gezhi/client/upload'
import type { ChangeEvent, DragEvent } from 'react'
import { useProblemText } from '../../data/problemText.ts'
import { useUploads } from '../../data/uploads.ts'
import { useText } from '../../i18n/i18n.ts'
import type { WidgetProps } from '../context.tsx'

const hashesOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []

function useHashes(props: WidgetProps) {
  const hashes = hashesOf(props.value)
  const max = props.schema.maxItems ?? 9
  return { hashes, ...useUploads({ value: hashes, max, onChange: (list) => props.onChange([...list]) }) }
}

/** Photos with preview and progress; they can be dropped onto it. */
export function PhotosWidget(props: WidgetProps) {
  const t = useText()
  const textOf = useProblemText()
  const { hashes, remove, room, take, sending, again, drop } = useHashes(props)
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    take([...event.dataTransfer.files].filter(({ type }) => type.startsWith('image/')))
  }
  const onPick = (event: ChangeEvent<HTMLInputElement>): void => {
    take(event.target.files ?? [])
    event.target.value = ''
  }
  return (
    <div className="gz-upload" onDrop={onDrop} onDragOver={(event) => event.preventDefault()}>
      {hashes.map((hash, index) => (
        <figure key={hash}>
          <img src={thumbUrl(hash)} alt={t('part:photo', { n: index + 1 })} />
          <button type="button" onClick={() => remove(hash)} aria-label={`${t('form:remove')} ${index + 1}`}>
            ×
          </button>
        </figure>
      ))}
      {sending.map((each) => (
        <figure key={each.id} className={each.failure ? 'gz-failed' : ''}>
          {each.preview && <img src={each.preview} alt="" />}
          <figcaption role="status" title={each.failure ? textOf(each.failure) : undefined}>
            {each.failure ? t('form:uploadFailed') : t('form:uploading', { n: Math.round(each.share * 100) })}
          </figcaption>
          {!each.failure && <progress value={each.share} aria-label={each.file.name} />}
          {each.failure && (
            <>
              <button type="button" className="gz-again" onClick={() => again(each)}>
                {t('part:retry')}
              </button>
              <button type="button" onClick={() => drop(each.id)} aria-label={t('form:remove')}>
                ×
              </button>
            </>
          )}
        </figure>
      ))}
      {room > 0 && (
        <label className="gz-add" title={t('form:photoHint', { n: props.schema.maxItems ?? 9 })}>
          <input
            id={props.id}
            type="file"
            accept="image/*"
            multiple
            onChange={onPick}
            className="gz-hidden"
          />
          <span aria-hidden="true">＋</span>
          {t('form:addPhoto')}
        </label>
      )}
    </div>
  )
}

/** Files of any accepted kind, by name while sending and as links afterwards. */
export function FilesWidget(props: WidgetProps) {
  const t = useText()
  const textOf = useProblemText()
  const { hashes, remove, room, take, sending, again, drop } = useHashes(props)
  return (
    <ul className="gz-files">
      {hashes.map((hash, index) => (
        <li key={hash}>
          <a href={fileUrl(hash)} target="_blank" rel="noreferrer">
            {t('field:files')} {index + 1}
          </a>
          <button type="button" onClick={() => remove(hash)}>
            {t('form:remove')}
          </button>
        </li>
      ))}
      {sending.map((each) => (
        <li key={each.id}>
          {each.file.name}{' '}
          <span role="status" className={each.failure ? 'gz-late' : 'gz-muted'}>
            {each.failure ? textOf(each.failure) : t('form:uploading', { n: Math.round(each.share * 100) })}
          </span>
          {each.failure && (
            <>
              <button type="button" onClick={() => again(each)}>
                {t('part:retry')}
              </button>
              <button type="button" onClick={() => drop(each.id)}>
                {t('form:remove')}
              </button>
            </>
          )}
        </li>
      ))}
      {room > 0 && (
        <li>
          <label className="gz-button">
            <input
              id={props.id}
              type="file"
              multiple
              className="gz-hidden"
              onChange={(event) => {
                take(event.target.files ?? [])
                event.target.value = ''
              }}
            />
            {t('form:addFile')}
          </label>
        </li>
      )}
    </ul>
  )
}
