import { useGezhi } from '@gezhi/ui/data'
import { pastTime } from '@gezhi/ui/time'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { forgetKey, keptKeys } from './follow/keys.ts'
import { Page } from './frame/page.tsx'
import { dropDraft, loadDraft, resumeAt } from './report/draft.ts'
import { useText } from './text.ts'

/** Two ways in, large; what this device keeps; and whom to call when it burns. */
export function StartPage(): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const [draft, setDraft] = useState(() => loadDraft(localStorage, clock.now()))
  const begun =
    draft !== null && (draft.text.trim() !== '' || draft.point !== null || draft.photos.length > 0)
  const discard = () => {
    if (!confirm(text('start:discardSure'))) return
    dropDraft(localStorage)
    setDraft(null)
  }
  return (
    <Page title={text('start:title')}>
      <p>{text('start:lead')}</p>
      <nav className="gt-stack">
        <Entry
          primary
          href={`/report/${begun && draft ? resumeAt(draft) : 'what'}`}
          title={text(begun ? 'start:resume' : 'start:report')}
          hint={text(begun ? 'start:resumeHint' : 'start:reportHint')}
        />
        <Entry href="/follow" title={text('start:follow')} hint={text('start:followHint')} />
        <Entry href="/mine" title={text('mine:entry')} hint={text('mine:entryHint')} />
      </nav>
      {begun ? (
        <button type="button" className="gt-link" onClick={discard}>
          {text('start:discard')}
        </button>
      ) : null}
      <Kept />
      <section className="gt-note warn gt-stack tight">
        <h2>{text('start:emergency')}</h2>
        <ul className="lines">
          <li>
            <a href="tel:119">{text('start:fire')}</a>
          </li>
          <li>
            <a href="tel:120">{text('start:ambulance')}</a>
          </li>
          <li>
            <a href="tel:110">{text('start:police')}</a>
          </li>
        </ul>
      </section>
      <p>
        <Link href="/privacy">{text('mine:rules')}</Link>
      </p>
    </Page>
  )
}

function Entry(props: { href: string; title: string; hint: string; primary?: boolean }): ReactNode {
  return (
    <Link href={props.href} className={props.primary ? 'entry primary' : 'entry'}>
      <strong>{props.title}</strong>
      <span>{props.hint}</span>
    </Link>
  )
}

function Kept(): ReactNode {
  const text = useText()
  const { clock } = useGezhi()
  const [kept, setKept] = useState(() => keptKeys(localStorage))
  if (kept.length === 0) return null
  const forget = (id: string) => {
    forgetKey(localStorage, id)
    setKept(keptKeys(localStorage))
  }
  return (
    <section className="gt-stack tight">
      <h2>{text('start:mine')}</h2>
      <ul className="gt-stack tight">
        {kept.map(({ id, number, at }) => (
          <li key={id} className="gt-panel gt-row apart">
            <Link href={`/follow/${id}`} className="gt-figure">
              {number}
            </Link>
            <span className="gt-muted">{pastTime(at, clock.now(), text)}</span>
            <button type="button" className="gt-link" onClick={() => forget(id)}>
              {text('start:mineForget')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
