import { LongTextField, ProblemNote, useSend, VoiceField } from '@gezhi/ui/touch'
import { useQueryClient } from '@tanstack/react-query'
import type { CaseSummary } from '@gezhi/core/cases/case.api'
import { type ReactNode, useState } from 'react'
import { useHeld } from '../offline/held.ts'
import { Screen } from '../frame/screen.tsx'
import { useSession } from '../session/session.ts'
import { useText } from '../text.ts'
import { AlikePart } from './alike-part.tsx'
import { additionOf, commandOf, lacksOf, maySelfHandle } from './draft.ts'
import { addTo, handOver } from './hand-over.ts'
import { ItemField } from './item-field.tsx'
import { PhotosPart } from './photos-part.tsx'
import { PlacePart } from './place-part.tsx'
import { rememberItem } from './recent.ts'
import './report.css'
import { SelfPart } from './self-part.tsx'
import { type Receipt, Sent } from './sent.tsx'
import { useAround } from './use-around.ts'
import { useDraft } from './use-draft.ts'
import { useItems } from './use-items.ts'

/** What the report is opened for, with the categories of the catalogue that belong to it. */
const TOPICS = {
  hazard: { title: 'report:hazardTitle', categories: ['06', '07'] },
  dispute: { title: 'report:disputeTitle', categories: ['13'] },
} as const
const ANYTHING = { title: 'report:title', categories: null } as const
const isTopic = (topic: string): topic is keyof typeof TOPICS => topic in TOPICS

/** Camera first, one tap for the item, the place by itself; the form stays until the centre has the report. */
export default function ReportScreen({ topic }: { topic: string | null }): ReactNode {
  const text = useText()
  const { title, categories } = topic !== null && isTopic(topic) ? TOPICS[topic] : ANYTHING
  const queries = useQueryClient()
  const items = useItems()
  const held = useHeld()
  const { draft, update, reset, saved } = useDraft(useSession().post.person)
  const [tried, setTried] = useState(false)
  const [receipt, setReceipt] = useState<Receipt | null>(null)
  const [lackAddition, setLackAddition] = useState(false)
  const around = useAround(draft)
  const item = items.find(({ code }) => code === draft.item)
  const lacks = tried ? lacksOf(draft, item) : []
  const { sending, error, send } = useSend(async (known: CaseSummary | null) => {
    const addition = known && held ? additionOf(draft, text('report:alikeSeen')) : null
    const body = known ? null : commandOf(draft, item)
    if (held && known && addition) setReceipt(await addTo(held, known, addition))
    else if (body) setReceipt(await handOver(held, draft, body))
    else return setLackAddition(known !== null)
    reset()
    setTried(false)
    setLackAddition(false)
    await queries.invalidateQueries({ queryKey: ['cases'] })
  })
  const clear = () => {
    if (confirm(text('report:discardSure'))) reset()
  }
  const submit = () => {
    setTried(true)
    if (commandOf(draft, item)) void send(null)
  }
  const errorOf = (lack: (typeof lacks)[number]) => (lacks.includes(lack) ? text(`report:${lack}`) : null)
  if (receipt) return <Sent receipt={receipt} onAgain={() => setReceipt(null)} />
  return (
    <Screen title={text(title)} back>
      <form
        className="report-form gt-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <div className="report-what gt-stack">
          {saved ? null : <p className="gt-note warn">{text('report:unsaved')}</p>}
          <PhotosPart
            draft={draft}
            update={update}
            self={draft.self && maySelfHandle(item)}
            error={errorOf('lackPhotos') ?? errorOf('lackBefore')}
          />
          <ItemField
            items={items}
            chosen={item}
            unlisted={draft.unlisted}
            categories={categories}
            common={around.common}
            error={errorOf('lackItem')}
            onChoose={(chosen) => {
              if (chosen) rememberItem(localStorage, chosen.code)
              update(() => ({ item: chosen?.code ?? null, unlisted: false, self: false }))
            }}
            onUnlisted={() => update(() => ({ item: null, unlisted: true, self: false }))}
          />
          {item?.urgency === 'URGENT' ? <p className="gt-note danger">{text('report:emergency')}</p> : null}
          {maySelfHandle(item) ? <SelfPart draft={draft} update={update} errorOf={errorOf} /> : null}
          <LongTextField
            label={text(item ? 'report:text' : 'report:textNeeded')}
            hint={item ? text('report:textHint') : undefined}
            value={draft.text}
            maxLength={5000}
            onChange={(value) => update(() => ({ text: value }))}
          />
          <VoiceField
            label={text('report:voice')}
            hint={text('report:voiceHint')}
            value={draft.voice}
            onChange={(voice) => update(() => ({ voice }))}
          />
        </div>
        <div className="gt-stack">
          <section className="gt-stack tight">
            <h2>{text('report:place')}</h2>
            <PlacePart
              error={errorOf('lackPoint')}
              value={draft}
              onChange={(change) => update(() => change)}
            />
          </section>
          <AlikePart
            alike={around.alike}
            sending={sending}
            error={lackAddition ? text('report:alikeLack') : null}
            onSame={(known) => void send(known)}
          />
        </div>
        <div className="report-send gt-stack tight">
          {tried && lacks.length > 0 ? (
            <p className="gt-error" role="alert">
              {lacks.map((lack) => text(`report:${lack}`)).join(' · ')}
            </p>
          ) : null}
          <ProblemNote error={error} />
          {error ? <p className="gt-note warn">{text('report:kept')}</p> : null}
          <button type="submit" className="gt-button primary wide" disabled={sending}>
            {text(sending ? 'report:sending' : 'report:send')}
          </button>
        </div>
        <button type="button" className="gt-link" onClick={clear}>
          {text('report:discard')}
        </button>
      </form>
    </Screen>
  )
}
