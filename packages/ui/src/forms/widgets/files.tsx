import { fileUrl, thumbUrl, uploadFile } from '@gezhi/client/upload'
import { type ChangeEvent, type DragEvent, useEffect, useRef, useState } from 'react'
import { useProblemText } from '../../data/problemText.ts'
import { useText } from '../../i18n/i18n.ts'
import type { WidgetProps } from '../context.tsx'

interface Sending {
  readonly id: number
  readonly file: File
  readonly preview: string | null
  readonly share: number
  readonly failed: string | null
}

const hashesOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []

/** Files on their way; a file that failed stays visible with its reason until it is sent again or removed. */
function useUploads(onStored: (hash: string) => void) {
  const textOf = useProblemText()
  const [sending, setSending] = useState<readonly Sending[]>([])
  const next = useRef(1)
  const stored = useRef(onStored)
  useEffect(() => {
    stored.current = onStored
  })
  const patch = (id: number, change: Partial<Sending>): void =>
    setSending((list) => list.map((each) => (each.id === id ? { ...each, ...change } : each)))
  const drop = (id: number): void =>
    setSending((list) =>
      list.filter((each) => {
        if (each.id === id && each.preview) URL.revokeObjectURL(each.preview)
        return each.id !== id
      }),
    )
  const send = async (id: number, file: File): Promise<void> => {
    try {
      const hash = await uploadFile(file, { onProgress: (share) => patch(id, { share }) })
      stored.current(hash)
      drop(id)
    } catch (error) {
      patch(id, { failed: textOf(error) })
    }
  }
  const add = (file: File): void => {
    const id = next.current++
    const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null
    setSending((list) => [...list, { id, file, preview, share: 0, failed: null }])
    void send(id, file)
  }
  const again = ({ id, file }: Sending): void => {
    patch(id, { failed: null, share: 0 })
    void send(id, file)
  }
  return { sending, add, again, drop }
}

function useHashes(props: WidgetProps) {
  const hashes = hashesOf(props.value)
  // Several uploads end at different times: each adds to the newest list, not to the one it started with.
  const latest = useRef(hashes)
  useEffect(() => {
    latest.current = hashes
  })
  const set = (list: string[]): void => {
    latest.current = list
    props.onChange(list)
  }
  const uploads = useUploads((hash) => {
    if (!latest.current.includes(hash)) set([...latest.current, hash])
  })
  const remove = (hash: string): void => set(latest.current.filter((each) => each !== hash))
  const room = (props.schema.maxItems ?? 9) - hashes.length - uploads.sending.length
  const take = (files: Iterable<File>): void => [...files].slice(0, Math.max(0, room)).forEach(uploads.add)
  return { hashes, remove, room, take, ...uploads }
}

/** Photos with preview and progress; they can be dropped onto it. */
export function PhotosWidget(props: WidgetProps) {
  const t = useText()
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
        <figure key={each.id} className={each.failed ? 'gz-failed' : ''}>
          {each.preview && <img src={each.preview} alt="" />}
          <figcaption role="status" title={each.failed ?? undefined}>
            {each.failed ? t('form:uploadFailed') : t('form:uploading', { n: Math.round(each.share * 100) })}
          </figcaption>
          {!each.failed && <progress value={each.share} aria-label={each.file.name} />}
          {each.failed && (
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
          <span role="status" className={each.failed ? 'gz-late' : 'gz-muted'}>
            {each.failed ?? t('form:uploading', { n: Math.round(each.share * 100) })}
          </span>
          {each.failed && (
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
