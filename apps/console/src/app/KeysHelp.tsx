import { Modal } from 'antd'
import { useText } from '../i18n/text.ts'
import { COMMAND_KEYS } from '../case/actions.ts'
import { useCurrentActions } from '../case/currentActions.ts'

const GENERAL = [
  ['J / K', 'keys:move'],
  ['Enter', 'keys:open'],
  ['/ · Ctrl K', 'keys:search'],
  ['Ctrl Enter', 'keys:send'],
  ['?', 'keys:help'],
  ['Esc', 'keys:close'],
] as const

/** `?`: all keys, the letters that act on the current case, and why other actions are not allowed now. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const t = useText()
  const actions = useCurrentActions()
  const allowed = actions.filter(({ refusal, command }) => refusal === null && COMMAND_KEYS[command])
  const refused = actions.filter(({ refusal }) => refusal !== null)
  return (
    <Modal open footer={null} width={720} onCancel={onClose} title={t('app:keys')}>
      <div className="keys-help">
        <section>
          <h3>{t('keys:list')}</h3>
          <dl>
            {GENERAL.map(([key, text]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{t(text)}</dd>
              </div>
            ))}
          </dl>
        </section>
        {allowed.length > 0 && (
          <section>
            <h3>{t('keys:actions')}</h3>
            <dl>
              {allowed.map(({ command }) => (
                <div key={command}>
                  <dt>
                    <kbd>{COMMAND_KEYS[command]?.toUpperCase()}</kbd>
                  </dt>
                  <dd>{t(`command:${command}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        )}
        {refused.length > 0 && (
          <section className="keys-help-refused">
            <h3>{t('page:refused')}</h3>
            <dl>
              {refused.map(({ command, refusal }) => (
                <div key={command}>
                  <dt className="gz-muted">{t(`command:${command}`)}</dt>
                  <dd>{t.any(`refusal:${refusal}`, refusal ?? '', { org: '' })}</dd>
                </div>
              ))}
            </dl>
          </section>
        )}
      </div>
    </Modal>
  )
}
