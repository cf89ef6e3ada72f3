import type { TaskSort } from '@gezhi/core/fieldwork/commands'
import type { ReactNode } from 'react'
import { Overview } from './overview.tsx'
import { RecordScreen } from './record-screen.tsx'
import { ReportScreen } from './report-screen.tsx'
import './work.css'

/** Addresses of the forms. */
export const PAGES = {
  visits: 'VISIT',
  checks: 'CHECK',
  publicity: 'PUBLICISE',
  opinions: 'OPINION',
} as const satisfies Readonly<Record<string, TaskSort>>
type Page = keyof typeof PAGES
const isPage = (page: string): page is Page => page in PAGES

/** Field work of a grid: what is planned, forms to record what was done, and the report that counts it. */
export default function WorkScreen({ page, task }: { page: string | null; task: string | null }): ReactNode {
  if (page === 'report') return <ReportScreen />
  if (page !== null && isPage(page))
    return <RecordScreen key={`${page} ${task}`} sort={PAGES[page]} task={task} />
  return <Overview />
}
