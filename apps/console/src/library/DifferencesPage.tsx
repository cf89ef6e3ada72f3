import { busyIcon, EmptyState } from '@gezhi/ui/parts'
import { Button } from 'antd'
import { Link } from 'wouter'
import { Answer, PageHead, Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { registerName, useDifferences } from './data.ts'
import { DifferenceCard } from './DifferenceCard.tsx'

/** Open differences that wait for the signed-in post or its office, oldest first. */
export function DifferencesPage() {
  const t = useText()
  const differences = useDifferences()
  return (
    <div className="assess-page">
      <PageHead title={t('lib:differences')} about={t('lib:differencesAbout')} />
      <Answer query={differences} rows={8}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.differences)
          if (all.length === 0) return <EmptyState title={t('lib:noOpen')} body={t('lib:noOpenBody')} />
          return (
            <>
              {all.map(({ record, ...difference }) => (
                <Panel
                  key={`${record.id}/${difference.no}`}
                  title={<Link href={`/library/records/${record.id}`}>{record.name}</Link>}
                  aside={
                    <small className="gz-muted">
                      {registerName(record.register, t.language)} · {record.code}
                    </small>
                  }
                >
                  <DifferenceCard
                    record={record}
                    difference={difference}
                    may={difference.mine ? [difference.no] : []}
                  />
                </Panel>
              ))}
              {differences.hasNextPage && (
                <Button
                  loading={busyIcon(differences.isFetchingNextPage)}
                  onClick={() => void differences.fetchNextPage()}
                >
                  {t('cases:loadMore')}
                </Button>
              )}
            </>
          )
        }}
      </Answer>
    </div>
  )
}
