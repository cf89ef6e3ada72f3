import { call } from '@gezhi/client/call'
import { caseApi } from '@gezhi/core/cases/case.api'
import { libraryApi } from '@gezhi/core/library/library.api'
import { useOrganisations } from '@gezhi/ui/data'
import { StateTag, UrgencyTag } from '@gezhi/ui/parts'
import { useQuery } from '@tanstack/react-query'
import { Input, type InputRef, Modal } from 'antd'
import { type KeyboardEvent, type ReactNode, useDeferredValue, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { registerName } from '../library/data.ts'
import { seesLibrary } from '../library/roles.ts'
import { useSession } from '../session/session.ts'
import { useText } from '../i18n/text.ts'

interface Hit {
  readonly key: string
  readonly group: string
  readonly href: string
  readonly content: ReactNode
}

/** Ctrl K: cases by number, title or address, organisations with their cases; arrows choose, Enter goes. */
export function SearchBox({ onClose }: { onClose: () => void }) {
  const t = useText()
  const [, go] = useLocation()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const input = useRef<InputRef>(null)
  const hits = useHits(text.trim())
  const open = (hit: Hit | undefined): void => {
    if (!hit) return
    onClose()
    go(hit.href)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step) {
      event.preventDefault()
      setAt((now) => Math.min(Math.max(0, now + step), hits.length - 1))
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) open(hits[at])
  }
  return (
    <Modal
      open
      footer={null}
      closable={false}
      width={640}
      onCancel={onClose}
      afterOpenChange={() => input.current?.focus()}
      title={<span className="gz-hidden">{t('app:search')}</span>}
    >
      <Input
        ref={input}
        size="large"
        value={text}
        variant="borderless"
        placeholder={t('app:searchHint')}
        aria-label={t('app:search')}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className="search-hits" role="listbox" aria-label={t('app:search')}>
        {text.trim().length > 1 && !hits.length && <p className="gz-muted">{t('app:searchNothing')}</p>}
        {hits.map((hit, index) => (
          <div key={hit.key} role="presentation">
            {hit.group !== hits[index - 1]?.group && <h3>{hit.group}</h3>}
            <button type="button" role="option" aria-selected={index === at} onClick={() => open(hit)}>
              {hit.content}
            </button>
          </div>
        ))}
      </div>
    </Modal>
  )
}

function useHits(text: string): readonly Hit[] {
  const t = useText()
  const { post } = useSession()
  const asked = useDeferredValue(text)
  const organisations = useOrganisations()
  const { data } = useQuery({
    queryKey: ['cases', 'search', asked],
    queryFn: ({ signal }) => call(caseApi.find, { query: { text: asked, limit: 12 } }, { signal }),
    enabled: asked.length > 1,
  })
  const library = useQuery({
    queryKey: ['library', 'search', asked],
    queryFn: ({ signal }) => call(libraryApi.search, { query: { text: asked, limit: 8 } }, { signal }),
    enabled: asked.length > 1 && seesLibrary(post.role),
  })
  if (text.length < 2) return []
  return [
    ...(data?.cases ?? []).map((each) => ({
      key: each.id,
      group: t('app:searchCases'),
      href: `/cases/${each.id}`,
      content: (
        <>
          <UrgencyTag urgency={each.urgency} bare />
          <span className="grow">{each.title}</span>
          <small className="gz-nums">{each.number}</small>
          <StateTag state={each.state} />
        </>
      ),
    })),
    ...(library.data?.records ?? []).map((each) => ({
      key: each.id,
      group: t('app:searchLibrary'),
      href: `/library/records/${each.id}`,
      content: (
        <>
          <span className="grow">
            {each.name} <small className="gz-muted">{each.address}</small>
          </span>
          <small>{registerName(each.register, t.language)}</small>
        </>
      ),
    })),
    ...organisations
      .filter(({ name, shortName }) => name.includes(text) || shortName.includes(text))
      .slice(0, 6)
      .map(({ code, name, kind }) => ({
        key: code,
        group: t('app:searchOrganisations'),
        href: `/cases?org=${code}`,
        content: (
          <>
            <span className="grow">{name}</span>
            <small>{t(`organisationKind:${kind}`)}</small>
          </>
        ),
      })),
  ]
}
