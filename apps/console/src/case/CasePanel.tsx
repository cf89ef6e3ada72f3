import { ExpandOutlined } from '@ant-design/icons'
import type { TaskKind } from '@gezhi/core/cases/task'
import { ErrorState } from '@gezhi/ui/parts'
import { Button } from 'antd'
import { Link } from 'wouter'
import { useText } from '../i18n/text.ts'
import { CaseDetail } from './CaseDetail.tsx'
import { CaseSkeleton } from './CaseSkeleton.tsx'
import { useCase } from './useCase.ts'
import { useElsewhere } from './useElsewhere.tsx'

interface CasePanelProps {
  readonly id: string
  readonly task: TaskKind | null
  readonly map?: boolean
  readonly onClose?: () => void
}

/** The case beside a queue or a map. */
export function CasePanel({ id, task, map = true, onClose }: CasePanelProps) {
  const t = useText()
  const { data: view, error, isPlaceholderData, refetch } = useCase(id)
  const notice = useElsewhere(id)
  if (error && !view) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!view) return <CaseSkeleton />
  const tools = (
    <span className="case-tools">
      <Link href={`/cases/${id}`}>
        <ExpandOutlined /> {t('page:openFull')}
      </Link>
      {onClose && (
        <Button size="small" type="text" onClick={onClose}>
          {t('part:close')}
        </Button>
      )}
    </span>
  )
  return (
    <CaseDetail view={view} task={task} map={map} stale={isPlaceholderData} tools={tools} notice={notice} />
  )
}
