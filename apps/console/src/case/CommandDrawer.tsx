import type { CaseView } from '@gezhi/core/cases/case.api'
import type { CaseCommand, CommandType } from '@gezhi/core/cases/commands'
import { CommandForm, isRecord } from '@gezhi/ui/forms'
import { PhotoPair } from '@gezhi/ui/parts'
import { Drawer } from 'antd'
import { useRef } from 'react'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import type { Action } from './actions.ts'

/** Who judges the work looks at before and after while deciding. */
const COMPARES: readonly CommandType[] = [
  'verifyPass',
  'verifyPassNoContact',
  'verifyFail',
  'recordSatisfied',
  'orderRework',
  'recordExplained',
  'coSignExplained',
  'assess',
]

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
    if (open) body.current?.querySelector<HTMLElement>('form input, form textarea')?.focus()
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
        {COMPARES.includes(action.command) && view.result && (
          <PhotoPair before={view.photos} after={view.result.photos} noBefore={view.noPhotoReason} />
        )}
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
