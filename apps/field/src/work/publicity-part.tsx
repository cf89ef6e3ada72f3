import { PhotoField, TextField } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'
import type { PartProps } from './part.ts'

/** Publicity: about what, where, and how many people it reached. */
export function PublicityPart({ draft, update, errorOf }: PartProps): ReactNode {
  const text = useText()
  return (
    <>
      <TextField
        label={text('work:topic')}
        hint={text('work:topicHint')}
        error={errorOf('lackTopic')}
        value={draft.topic}
        maxLength={100}
        onChange={(topic) => update(() => ({ topic }))}
      />
      <TextField
        label={text('work:where')}
        error={errorOf('lackWhere')}
        value={draft.where}
        maxLength={100}
        onChange={(where) => update(() => ({ where }))}
      />
      <TextField
        label={text('work:reached')}
        error={errorOf('lackReached')}
        value={draft.reached}
        type="tel"
        maxLength={6}
        onChange={(reached) => update(() => ({ reached }))}
      />
      <PhotoField
        camera
        label={text('work:photos')}
        hint={text('work:photosHint')}
        value={draft.photos}
        max={9}
        onChange={(photos) => update(() => ({ photos }))}
      />
    </>
  )
}
