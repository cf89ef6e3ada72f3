import { LongTextField, PhotoField, ProblemNote } from '@gezhi/ui/touch'
import { type ReactNode, useState } from 'react'
import { useText } from '../text.ts'
import { isAllowed, useAct } from './act.ts'
import type { Acting } from './acting.ts'

/** The one question that intake may send back, and its answer in words or photos. */
export function QuestionPanel({ view, secret }: Acting): ReactNode {
  const text = useText()
  const { sending, error, send } = useAct(view.id, secret)
  const [said, setSaid] = useState('')
  const [photos, setPhotos] = useState<readonly string[]>([])
  const [tried, setTried] = useState(false)
  if (view.state !== 'NEEDS_INFO' || !isAllowed(view, 'supplement')) return null
  const empty = !said.trim() && photos.length === 0
  const submit = () => {
    setTried(true)
    if (empty) return
    void send({
      type: 'supplement',
      ...(said.trim() ? { text: said.trim() } : {}),
      ...(photos.length > 0 ? { photos: [...photos] } : {}),
    })
  }
  return (
    <section className="gt-panel gt-stack">
      <h2>{text('follow:questionTitle')}</h2>
      <p className="gt-note warn pre">{view.question}</p>
      <LongTextField
        label={text('follow:supplement')}
        error={tried && empty ? text('follow:lackSupplement') : null}
        value={said}
        maxLength={5000}
        onChange={setSaid}
      />
      <PhotoField label={text('follow:supplementPhotos')} value={photos} max={9} onChange={setPhotos} />
      <ProblemNote error={error} />
      <button type="button" className="gt-button primary wide" disabled={sending} onClick={submit}>
        {text(sending ? 'report:sending' : 'follow:sendSupplement')}
      </button>
    </section>
  )
}
