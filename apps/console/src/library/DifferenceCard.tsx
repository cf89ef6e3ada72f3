import type { DifferenceView, RecordSummary } from '@gezhi/core/library/library.api'
import type { Choice } from '@gezhi/core/library/record'
import { REGISTERS } from '@gezhi/core/library/registers'
import { useProblemText } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { fullTime } from '@gezhi/ui/time'
import { Alert, App, Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { useText } from '../i18n/text.ts'
import { useRecordCommand } from './data.ts'
import { ValueInput } from './DisputeForm.tsx'
import { dayText, ownerText, valueText } from './format.ts'

interface DifferenceCardProps {
  readonly record: Pick<RecordSummary, 'id' | 'register'>
  readonly difference: DifferenceView
  /** Numbers that the signed-in post may decide. */
  readonly may: readonly number[]
}

/** Two values for one field, side by side, and the decision between them. */
export function DifferenceCard({ record, difference, may }: DifferenceCardProps) {
  const t = useText()
  const definition = REGISTERS[record.register].fields[difference.field]
  if (!definition) return null
  const { held, offered, raised, decision, note, kind } = difference
  return (
    <article className="lib-difference">
      <header>
        <strong>{definition[t.language]}</strong>
        <span className="gz-muted">{t(`lib:kinds.${kind}`)}</span>
        <span className="grow" />
        <small className="gz-muted gz-nums">
          {raised.orgName} · {fullTime(raised.at)}
        </small>
      </header>
      <div className="lib-pair">
        {([held, offered] as const).map((said, index) => (
          <div key={index === 0 ? 'held' : 'offered'}>
            <small className="gz-muted">{t(index === 0 ? 'lib:held' : 'lib:offered')}</small>
            <b>{valueText(definition, said.value, t.language)}</b>
            <small className="gz-muted">
              {ownerText(said.source, t.language)} · {dayText(said.asOf)}
            </small>
          </div>
        ))}
      </div>
      {note && <p>{note}</p>}
      {decision ? (
        <p className="gz-muted">
          {t(`lib:choices.${decision.choice}`)} · {decision.orgName} · {fullTime(decision.at)} ·{' '}
          {decision.reason}
        </p>
      ) : may.includes(difference.no) ? (
        <Decide record={record} difference={difference} />
      ) : (
        <p className="gz-muted">{t('lib:waitsFor', { org: difference.decider })}</p>
      )}
    </article>
  )
}

function Decide({ record, difference }: Omit<DifferenceCardProps, 'may'>) {
  const t = useText()
  const { message } = App.useApp()
  const textOf = useProblemText()
  const command = useRecordCommand(record.id)
  const [choice, setChoice] = useState<Choice | null>(null)
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const definition = REGISTERS[record.register].fields[difference.field]
  if (!definition) return null
  const choices: readonly Choice[] =
    difference.offered.value === null ? ['HELD', 'OTHER'] : ['HELD', 'OFFERED', 'OTHER']
  const decide = (): void => {
    if (!choice) return
    command.mutate(
      { type: 'decide', no: difference.no, choice, reason, ...(choice === 'OTHER' ? { value } : {}) },
      { onSuccess: () => void message.success(t('lib:decidedNow')) },
    )
  }
  return (
    <div className="lib-decide">
      <Radio.Group
        value={choice}
        aria-label={t('lib:decide')}
        options={choices.map((each) => ({ value: each, label: t(`lib:choices.${each}`) }))}
        onChange={(event) => setChoice(event.target.value as Choice)}
      />
      {choice === 'OTHER' && <ValueInput field={definition} value={value} onChange={setValue} />}
      <Input
        value={reason}
        maxLength={500}
        placeholder={t('lib:reason')}
        aria-label={t('lib:reason')}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button
        type="primary"
        disabled={!choice || !reason.trim() || (choice === 'OTHER' && !value.trim())}
        loading={busyIcon(command.isPending)}
        onClick={decide}
      >
        {t('lib:decide')}
      </Button>
      {command.error && <Alert type="error" showIcon title={textOf(command.error)} />}
    </div>
  )
}
