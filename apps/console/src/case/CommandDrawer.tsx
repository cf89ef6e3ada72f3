import type { CaseView } from '@gezhi/core/cases/case.api'
import type { CaseCommand } from '@gezhi/core/cases/commands'
import { CommandForm, isRecord } from '@gezhi/ui/forms'
import { Drawer } from 'antd'
import { useRef } from 'react'
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
  const body = useRef<HTMLDivElement>(null)
  // Typing can begin at once; Ctrl Enter then sends.
  const focusFirst = (open: boolean): void => {
    if (open) body.current?.querySelector<HTMLElement>('input, textarea')?.focus()
  }
  return (
    <Drawer
      open
      size={560}
      onClose={onClose}
      afterOpenChange={focusFirst}
      title={
        <>
          {t(`command:${action.command}`)} <small className="gz-muted">{view.title}</small>
        </>
      }
    >
      <div ref={body}>
        <CommandForm
          command={action.command}
          case={view}
          post={post}
          prefill={isRecord(action.prefill) ? action.prefill : {}}
          onSend={onSend}
          onCancel={onClose}
        />
      </div>
    </Drawer>
  )
}
