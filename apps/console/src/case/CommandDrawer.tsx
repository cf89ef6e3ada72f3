import type { CaseView } from '@gezhi/core/cases/case.api'
import type { CaseCommand } from '@gezhi/core/cases/commands'
import { CommandForm, isRecord } from '@gezhi/ui/forms'
import { Drawer } from 'antd'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import type { Action } from './actions.ts'

interface CommandDrawerProps {
  readonly action: Action
  readonly view: CaseView
  readonly onSend: (command: CaseCommand) => Promise<void>
  readonly onClose: () => void
}

/** The form of a command beside the case it acts on. */
export function CommandDrawer({ action, view, onSend, onClose }: CommandDrawerProps) {
  const t = useText()
  const { post } = useSession()
  return (
    <Drawer
      open
      size={560}
      onClose={onClose}
      title={
        <>
          {t(`command:${action.command}`)} <small className="gz-muted">{view.title}</small>
        </>
      }
    >
      <CommandForm
        command={action.command}
        case={view}
        post={post}
        prefill={isRecord(action.prefill) ? action.prefill : {}}
        onSend={onSend}
        onCancel={onClose}
      />
    </Drawer>
  )
}
