import { ChoiceField, PhotoField } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'
import type { Draft } from './draft.ts'

const REASONS = ['noPhotoUnsafe', 'noPhotoOver', 'noPhotoUnseen'] as const

interface PhotosPartProps {
  readonly draft: Draft
  readonly update: (change: (draft: Draft) => Partial<Draft>) => void
  /** Handling on the spot needs the photos of before; a reason does not do. */
  readonly self: boolean
  readonly error: string | null
}

/** The camera, or why it could not be used. */
export function PhotosPart({ draft, update, self, error }: PhotosPartProps): ReactNode {
  const text = useText()
  return (
    <>
      <PhotoField
        camera
        label={text(self ? 'report:before' : 'report:photos')}
        error={error}
        value={draft.photos}
        max={9}
        onChange={(photos) => update(() => ({ photos, noPhotoReason: '' }))}
      />
      {draft.photos.length === 0 && !self ? (
        <details>
          <summary>{text('report:noPhoto')}</summary>
          <ChoiceField
            label={text('report:noPhoto')}
            choices={REASONS.map((reason) => ({
              value: text(`report:${reason}`),
              label: text(`report:${reason}`),
            }))}
            value={draft.noPhotoReason || null}
            onChange={(noPhotoReason) => update(() => ({ noPhotoReason }))}
          />
        </details>
      ) : null}
    </>
  )
}
