import { ChoiceField, LongTextField, PhotoField } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'
import type { Draft, Lack } from './draft.ts'

interface SelfPartProps {
  readonly draft: Draft
  readonly update: (change: (draft: Draft) => Partial<Draft>) => void
  readonly errorOf: (lack: Lack) => string | null
}

/** 即办即结: what the grid member has solved already, shown by photos of after and in words. */
export function SelfPart({ draft, update, errorOf }: SelfPartProps): ReactNode {
  const text = useText()
  return (
    <>
      <ChoiceField
        label={text('report:self')}
        hint={text('report:selfHint')}
        choices={[
          { value: 'no', label: text('report:selfNo') },
          { value: 'yes', label: text('report:selfYes') },
        ]}
        value={draft.self ? 'yes' : 'no'}
        onChange={(value) => update(() => ({ self: value === 'yes' }))}
      />
      {draft.self ? (
        <>
          <PhotoField
            camera
            label={text('report:after')}
            error={errorOf('lackAfter')}
            value={draft.afterPhotos}
            max={9}
            onChange={(afterPhotos) => update(() => ({ afterPhotos }))}
          />
          <LongTextField
            label={text('report:result')}
            error={errorOf('lackResult')}
            value={draft.result}
            maxLength={5000}
            onChange={(result) => update(() => ({ result }))}
          />
        </>
      ) : null}
    </>
  )
}
