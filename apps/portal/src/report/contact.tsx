import { useOrganisations } from '@gezhi/ui/data'
import { ChoiceField, TextField } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { useText } from '../text.ts'
import type { QuestionProps } from './question-props.ts'

export function ContactQuestion({ draft, update, lack }: QuestionProps): ReactNode {
  const text = useText()
  const { anonymous } = draft
  return (
    <>
      <ChoiceField
        label={text('report:checkContact')}
        hint={text('report:contactHint')}
        error={lack === 'anonymous' ? text('report:lackAnonymous') : null}
        choices={[
          { value: 'yes', label: text('report:contactYes') },
          { value: 'no', label: text('report:contactNo') },
        ]}
        value={anonymous === null ? null : anonymous ? 'no' : 'yes'}
        onChange={(value) => update(() => ({ anonymous: value === 'no' }))}
      />
      {anonymous === false ? (
        <>
          <Notice />
          <TextField
            label={text('report:phone')}
            type="tel"
            autoComplete="tel"
            maxLength={20}
            error={lack === 'phone' ? text('report:lackPhone') : null}
            value={draft.phone}
            onChange={(phone) => update(() => ({ phone }))}
          />
          <TextField
            label={text('report:name')}
            autoComplete="name"
            maxLength={50}
            value={draft.name}
            onChange={(name) => update(() => ({ name }))}
          />
        </>
      ) : null}
    </>
  )
}

/** What the law has people know before a contact is collected (PIPL Art 17; domain specification §4.5, R-P-06). */
function Notice(): ReactNode {
  const text = useText()
  const handler = useOrganisations().find(({ kind }) => kind === 'DISTRICT')?.name
  return (
    <section className="gt-note gt-stack tight">
      <h2>{text('report:noticeTitle')}</h2>
      <p>{text('report:noticeHandler', { handler: handler ?? text('report:noticeCentre') })}</p>
      <p>{text('report:noticePurpose')}</p>
      <p>{text('report:noticeKinds')}</p>
      <p>{text('report:noticeRetention')}</p>
      <p>{text('report:noticeRights')}</p>
    </section>
  )
}
