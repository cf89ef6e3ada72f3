import { ChoiceField, PhotoField } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'
import type { QuestionProps } from './question-props.ts'

const REASONS = ['noPhotoUnsafe', 'noPhotoOver', 'noPhotoUnseen', 'noPhotoDevice'] as const

export function PhotosQuestion({ draft, update, lack }: QuestionProps): ReactNode {
  const text = useText()
  return (
    <>
      <PhotoField
        label={text('report:photos')}
        hint={text('report:photosHint')}
        error={lack === 'photos' ? text('report:lackPhotos') : null}
        value={draft.photos}
        max={9}
        onChange={(photos) => update(() => ({ photos, noPhotoReason: '' }))}
      />
      {draft.photos.length === 0 ? (
        <ChoiceField
          label={text('report:noPhoto')}
          hint={text('report:noPhotoHint')}
          choices={REASONS.map((reason) => ({
            value: text(`report:${reason}`),
            label: text(`report:${reason}`),
          }))}
          value={draft.noPhotoReason || null}
          onChange={(noPhotoReason) => update(() => ({ noPhotoReason }))}
        />
      ) : null}
    </>
  )
}
