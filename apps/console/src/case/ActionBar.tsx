import type { CaseView } from '@gezhi/core/cases/case.api'
import type { CommandType } from '@gezhi/core/cases/commands'
import type { TaskKind } from '@gezhi/core/cases/task'
import { useProblemText } from '@gezhi/ui/data'
import { isDestructive } from '@gezhi/ui/forms/destructive'
import { busyIcon } from '@gezhi/ui/parts'
import { App, Button, Dropdown, Popover, Tooltip } from 'antd'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useKeys } from '../app/useKeys.ts'
import { useText } from '../i18n/text.ts'
import { type Action, actsAtOnce, arrange, COMMAND_KEYS } from './actions.ts'
import { setCurrentActions } from './currentActions.ts'
import { useSendCommand } from './useCase.ts'

const CommandDrawer = lazy(async () => ({ default: (await import('./CommandDrawer.tsx')).CommandDrawer }))

const SHOWN = 4

interface ActionBarProps {
  readonly view: CaseView
  readonly task: TaskKind | null
  /** True while another case is loading: the buttons shown are not its own. */
  readonly stale: boolean
}

/** Exactly what the rules allow now; the likely one primary; what is refused stands behind `?` with its reason. */
export function ActionBar({ view, task, stale }: ActionBarProps) {
  const t = useText()
  const textOf = useProblemText()
  const { message } = App.useApp()
  const send = useSendCommand()
  const [asked, setAsked] = useState<{ readonly id: string; readonly action: Action } | null>(null)
  const open = asked?.id === view.id ? asked.action : null
  const [busy, setBusy] = useState<CommandType | null>(null)
  const { primary, others } = useMemo(() => arrange(view, task), [view, task])
  const said = (command: CommandType): void =>
    void message.success(t('page:sent', { verb: t(`command:${command}`) }))

  useEffect(() => {
    setCurrentActions(view.actions)
    return () => setCurrentActions(null)
  }, [view.actions])

  const run = (action: Action): void => {
    if (stale || busy) return
    const { command } = action
    if (!actsAtOnce(command)) return setAsked({ id: view.id, action })
    setBusy(command)
    // Commands that act at once have no field that must be filled (actions.test).
    send(view.id, { type: command } as Parameters<typeof send>[1])
      .then(() => said(command))
      .catch((error: unknown) => void message.error(textOf(error)))
      .finally(() => setBusy(null))
  }

  const all = primary ? [primary, ...others] : others
  useKeys(
    Object.fromEntries(
      all.toReversed().flatMap((action) => {
        const key = COMMAND_KEYS[action.command]
        return key ? [[key, () => run(action)]] : []
      }),
    ),
  )
  const button = (action: Action, kind: 'primary' | 'default') => {
    const key = COMMAND_KEYS[action.command]
    return (
      <Tooltip key={action.command} title={key ? <kbd>{key.toUpperCase()}</kbd> : null} mouseEnterDelay={0.6}>
        <Button
          type={kind}
          danger={isDestructive(action.command) && kind === 'default'}
          loading={busyIcon(busy === action.command)}
          disabled={stale}
          onClick={() => run(action)}
        >
          {t(`command:${action.command}`)}
        </Button>
      </Tooltip>
    )
  }
  const rest = others.slice(SHOWN)
  return (
    <div className="actions" role="toolbar" aria-label={t('keys:actions')}>
      {!all.length && <span className="gz-muted">{t('page:noActions')}</span>}
      {primary && button(primary, 'primary')}
      {others.slice(0, SHOWN).map((action) => button(action, 'default'))}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((action) => ({
              key: action.command,
              label: t(`command:${action.command}`),
              danger: isDestructive(action.command),
              disabled: stale,
              onClick: () => run(action),
            })),
          }}
        >
          <Button>{t('page:more')} ▾</Button>
        </Dropdown>
      )}
      <Refused actions={view.actions} holder={view.holder?.orgName ?? ''} />
      {open && (
        <Suspense>
          <CommandDrawer
            action={open}
            view={view}
            onClose={() => setAsked(null)}
            onSend={async (command) => {
              await send(view.id, command)
              setAsked(null)
              said(command.type)
            }}
          />
        </Suspense>
      )}
    </div>
  )
}

function Refused({ actions, holder }: { actions: readonly Action[]; holder: string }) {
  const t = useText()
  const allowed = new Set(actions.filter(({ refusal }) => refusal === null).map(({ command }) => command))
  const refused = actions.filter(
    ({ refusal, command }, index) =>
      refusal !== null &&
      !allowed.has(command) &&
      actions.findIndex((each) => each.command === command) === index,
  )
  if (!refused.length) return null
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('page:refused')}
      content={
        <dl className="refused">
          {refused.map(({ command, refusal }) => (
            <div key={command}>
              <dt>{t(`command:${command}`)}</dt>
              <dd>{t.any(`refusal:${refusal}`, refusal ?? '', { org: holder })}</dd>
            </div>
          ))}
        </dl>
      }
    >
      <Button type="text" shape="circle" aria-label={t('page:refused')}>
        ?
      </Button>
    </Popover>
  )
}
