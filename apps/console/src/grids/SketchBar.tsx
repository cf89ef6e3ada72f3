import { Button } from 'antd'
import { useText } from '../i18n/text.ts'

interface SketchBarProps {
  readonly hint: string
  readonly ready: boolean
  readonly some: boolean
  readonly onDone: () => void
  readonly onUndo: () => void
  readonly onCancel: () => void
}

/** What to draw, and that it is drawn. */
export function SketchBar({ hint, ready, some, onDone, onUndo, onCancel }: SketchBarProps) {
  const t = useText()
  return (
    <div className="grids-sketch" role="group" aria-label={hint}>
      <span>{hint}</span>
      <Button size="small" type="primary" disabled={!ready} onClick={onDone}>
        {t('grids:done')}
      </Button>
      <Button size="small" disabled={!some} onClick={onUndo}>
        {t('tools:undo')}
      </Button>
      <Button size="small" type="text" onClick={onCancel}>
        {t('grids:cancel')}
      </Button>
    </div>
  )
}
