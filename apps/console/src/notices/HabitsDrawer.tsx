import { busyIcon, ErrorState } from '@gezhi/ui/parts'
import { useProblemText } from '@gezhi/ui/data'
import {
  canPush,
  deviceSubscription,
  type Habits,
  subscribeDevice,
  unsubscribeDevice,
  useHabits,
} from '@gezhi/ui/notices/useHabits'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, DatePicker, Drawer, Switch } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useText } from '../i18n/text.ts'

const BASE = '/console/'
const clockTime = (ms: number): string =>
  `${String(Math.floor(ms / 3_600_000)).padStart(2, '0')}:${String((ms / 60_000) % 60).padStart(2, '0')}`

/** How this post is told: night duty, absence, and whether this device shows notices. */
export function HabitsDrawer({ onClose }: { onClose: () => void }) {
  const t = useText()
  const { query } = useHabits()
  return (
    <Drawer open title={t('notice:habits')} onClose={onClose} size={420}>
      {query.error && !query.data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <HabitsForm habits={query.data} />}
    </Drawer>
  )
}

function HabitsForm({ habits }: { habits: Habits }) {
  const t = useText()
  const { save } = useHabits()
  const textOf = useProblemText()
  const { message } = App.useApp()
  const said = { onCall: habits.onCall, awayFrom: habits.awayFrom, awayTo: habits.awayTo }
  const change = (next: Partial<typeof said>): void =>
    save.mutate(
      { ...said, ...next },
      {
        onSuccess: () => void message.success(t('notice:saved')),
        onError: (error) => void message.error(textOf(error)),
      },
    )
  const { quiet } = habits
  return (
    <div className="habits">
      <section>
        <h2>{t('notice:night')}</h2>
        <p className="gz-muted">
          {quiet
            ? t('notice:nightBody', { from: clockTime(quiet.from), to: clockTime(quiet.to) })
            : t('notice:nightNone')}
        </p>
        <label>
          <Switch
            checked={habits.onCall}
            loading={save.isPending}
            onChange={(onCall) => change({ onCall })}
            aria-label={t('notice:onCall')}
          />
          {t('notice:onCall')}
        </label>
      </section>
      <section>
        <h2>{t('notice:away')}</h2>
        <p className="gz-muted">{t('notice:awayBody')}</p>
        <DatePicker.RangePicker
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          value={
            habits.awayFrom !== null && habits.awayTo !== null
              ? [dayjs(habits.awayFrom), dayjs(habits.awayTo)]
              : null
          }
          onChange={(range) =>
            change({ awayFrom: range?.[0]?.valueOf() ?? null, awayTo: range?.[1]?.valueOf() ?? null })
          }
          aria-label={t('notice:away')}
        />
      </section>
      <PushSection pushKey={habits.pushKey} />
    </div>
  )
}

function PushSection({ pushKey }: { pushKey: string }) {
  const t = useText()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const open = pushKey !== '' && canPush()
  const { data: subscribed = false } = useQuery({
    queryKey: ['push-device'],
    queryFn: async () => (await deviceSubscription(BASE)) !== null,
    enabled: open,
  })
  const act = async (): Promise<void> => {
    setBusy(true)
    try {
      await (subscribed ? unsubscribeDevice(BASE) : subscribeDevice(BASE, pushKey))
      await queries.invalidateQueries({ queryKey: ['push-device'] })
    } catch {
      void message.error(t('notice:pushRefused'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section>
      <h2>{t('channel:PUSH')}</h2>
      <p className="gz-muted">{t(open ? 'notice:pushBody' : 'notice:pushClosed')}</p>
      {open && (
        <Button loading={busyIcon(busy)} onClick={() => void act()}>
          {t(subscribed ? 'notice:pushOff' : 'notice:pushOn')}
        </Button>
      )}
    </section>
  )
}
