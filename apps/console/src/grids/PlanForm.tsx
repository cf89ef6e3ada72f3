import type { RedrawPlan } from '@gezhi/core/grids/redraw.plan'
import { useGezhi, useProblemText } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { App, Button, DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import { useId } from 'react'
import { useLocation } from 'wouter'
import { useText } from '../i18n/text.ts'
import { useRedrawCommand } from './data.ts'

/** Why, and from when. */
export interface Intent {
  readonly name: string
  readonly reason: string
  /** YYYY-MM-DD */
  readonly day: string
}

export const firstOfNextMonth = (now: number): string =>
  dayjs(now).add(1, 'month').startOf('month').format('YYYY-MM-DD')

interface PlanFormProps {
  readonly id: string
  readonly plan: RedrawPlan
  readonly intent: Intent
  readonly onChange: (intent: Intent) => void
  /** Boundaries are wrong: the plan can be kept, not proposed. */
  readonly blocked: boolean
}

/** Name, reason and day of a plan; keeps it or proposes it. */
export function PlanForm({ id, plan, intent, onChange, blocked }: PlanFormProps) {
  const t = useText()
  const field = useId()
  const { clock } = useGezhi()
  const { message } = App.useApp()
  const textOf = useProblemText()
  const [, go] = useLocation()
  const command = useRedrawCommand()
  const named = intent.name.trim() !== '' && intent.reason.trim() !== ''
  const send = async (propose: boolean) => {
    try {
      await command.mutateAsync({ id, body: { type: 'save', plan } })
      if (propose) await command.mutateAsync({ id, body: { type: 'propose' } })
      void message.success(t(propose ? 'grids:proposed' : 'grids:saved'))
      go(propose ? `/grids/plans/${id}` : `/grids/plans/${id}/edit`, { replace: true })
    } catch (error) {
      void message.error(textOf(error))
    }
  }
  return (
    <section className="grids-form" aria-label={t('grids:plan')}>
      <h2>{t('grids:plan')}</h2>
      <label htmlFor={`${field}-name`}>{t('grids:planName')}</label>
      <Input
        id={`${field}-name`}
        maxLength={80}
        value={intent.name}
        placeholder={t('grids:planNameHint')}
        onChange={({ target }) => onChange({ ...intent, name: target.value })}
      />
      <label htmlFor={`${field}-reason`}>{t('grids:reason')}</label>
      <Input.TextArea
        id={`${field}-reason`}
        maxLength={1000}
        autoSize={{ minRows: 2, maxRows: 6 }}
        value={intent.reason}
        placeholder={t('grids:reasonHint')}
        onChange={({ target }) => onChange({ ...intent, reason: target.value })}
      />
      <label htmlFor={`${field}-day`}>{t('grids:day')}</label>
      <DatePicker
        id={`${field}-day`}
        allowClear={false}
        value={dayjs(intent.day)}
        minDate={dayjs(clock.now()).add(1, 'day')}
        onChange={(day: dayjs.Dayjs | null) => day && onChange({ ...intent, day: day.format('YYYY-MM-DD') })}
      />
      <p className="grids-buttons">
        <Button disabled={!named} loading={busyIcon(command.isPending)} onClick={() => void send(false)}>
          {t('grids:save')}
        </Button>
        <Button
          type="primary"
          disabled={!named || blocked}
          loading={busyIcon(command.isPending)}
          onClick={() => void send(true)}
        >
          {t('grids:propose')}
        </Button>
      </p>
      {blocked && <p className="grids-wrong">{t('grids:blocked')}</p>}
      {!named && <p className="gz-muted">{t('grids:needsName')}</p>}
    </section>
  )
}
