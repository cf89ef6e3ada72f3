import {
  DeleteOutlined,
  MergeCellsOutlined,
  RedoOutlined,
  ScissorOutlined,
  SelectOutlined,
  ShopOutlined,
  UndoOutlined,
} from '@ant-design/icons'
import { Alert, Button, Tooltip } from 'antd'
import { useText } from '../i18n/text.ts'
import { EDIT_TOOLS, type Editor, type EditTool } from './useEditor.ts'
import { isUsable, TOOL_KEYS, useEditorKeys } from './useEditorKeys.ts'

const ICONS: Readonly<Record<EditTool, typeof SelectOutlined>> = {
  SELECT: SelectOutlined,
  SPLIT: ScissorOutlined,
  MERGE: MergeCellsOutlined,
  EXCLUSIVE: ShopOutlined,
}
/** Tools, the way back and forth, and why the last edit could not be done. */
export function EditorTools({ editor }: { editor: Editor }) {
  const t = useText()
  const { tool, now, selectedGrid, refusal } = editor
  const undo = () => editor.dispatch({ type: 'undo' })
  const redo = () => editor.dispatch({ type: 'redo' })
  useEditorKeys(editor)
  return (
    <div className="grids-tools" role="toolbar" aria-label={t('grids:tools')}>
      {EDIT_TOOLS.map((each) => {
        const Icon = ICONS[each]
        return (
          <Tooltip key={each} title={`${t(`grids:toolHint.${each}`)} (${TOOL_KEYS[each].toUpperCase()})`}>
            <Button
              size="small"
              icon={<Icon />}
              type={tool === each ? 'primary' : 'default'}
              aria-pressed={tool === each}
              disabled={!isUsable(editor, each)}
              onClick={() => editor.choose(each)}
            >
              {t(`grids:tool.${each}`)}
            </Button>
          </Tooltip>
        )
      })}
      <span className="grow" />
      <Button size="small" icon={<UndoOutlined />} disabled={now.past.length === 0} onClick={undo}>
        {t('grids:undo')}
      </Button>
      <Button size="small" icon={<RedoOutlined />} disabled={now.future.length === 0} onClick={redo}>
        {t('grids:redo')}
      </Button>
      {selectedGrid?.kind === 'EXCLUSIVE' && (
        <Button
          size="small"
          danger
          icon={<DeleteOutlined />}
          onClick={() => editor.removeGrid(selectedGrid.id)}
        >
          {t('grids:removeExclusive')}
        </Button>
      )}
      {tool === 'MERGE' && <p className="gz-muted">{t('grids:mergeHint')}</p>}
      {refusal && (
        <Alert
          type="warning"
          showIcon
          title={t.any(`grids:refusal.${refusal.replace('edit/', '')}`, refusal)}
        />
      )}
    </div>
  )
}
