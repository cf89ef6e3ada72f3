import type { CaseView } from '@gezhi/core/cases/case.api'
import { clockApi } from '@gezhi/core/cases/clock.api'
import { call } from '@gezhi/client/call'
import { ClockList, ErrorState, StripLegend, TimeStrip } from '@gezhi/ui/parts'
import { useQuery } from '@tanstack/react-query'
import { Drawer, Skeleton } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { inOrder } from './clockOrder.ts'
import { Section } from './Section.tsx'

/** The clocks of the case; each opens the strip of time that says why it is due when it is. */
export function ClockSection({ view }: { view: CaseView }) {
  const t = useText()
  const [asked, setAsked] = useState<string | null>(null)
  return (
    <Section title={t('part:clocks')}>
      <ClockList clocks={view.clocks} onExplain={setAsked} />
      {asked !== null && <ClockDrawer view={view} asked={asked} onClose={() => setAsked(null)} />}
    </Section>
  )
}

interface ClockDrawerProps {
  readonly view: CaseView
  /** Key of the deadline that was asked about: it comes first. */
  readonly asked: string
  readonly onClose: () => void
}

function ClockDrawer({ view, asked, onClose }: ClockDrawerProps) {
  const t = useText()
  const body = useRef<HTMLDivElement>(null)
  // Asked for anew with every version of the case: a new fact may be a new stretch.
  const { data, error, refetch } = useQuery({
    queryKey: ['case', view.id, 'clocks', view.version],
    queryFn: ({ signal }) => call(clockApi.explain, { params: { id: view.id } }, { signal }),
  })
  useEffect(() => {
    if (data) body.current?.focus({ preventScroll: true })
  }, [data])
  return (
    <Drawer
      open
      size={960}
      onClose={onClose}
      title={
        <>
          {t('why:title')} <small className="gz-muted">{view.title}</small>
        </>
      }
    >
      <div ref={body} tabIndex={-1} className="case-clocks">
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : data ? (
          <>
            <StripLegend />
            <p className="gz-muted">{t('why:hint')}</p>
            {inOrder(data.clocks, asked).map((clock) => (
              <TimeStrip key={`${clock.key}-${clock.nth}`} clock={clock} now={data.now} />
            ))}
          </>
        ) : (
          <Skeleton active aria-label={t('why:loading')} />
        )}
      </div>
    </Drawer>
  )
}
