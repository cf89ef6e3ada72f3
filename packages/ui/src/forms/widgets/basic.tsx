import { DatePicker, Input, InputNumber, Radio, Select } from 'antd'
import dayjs from 'dayjs'
import { useText } from '../../i18n/i18n.ts'
import { wallTime } from '../../time/format.ts'
import { aria, type WidgetProps } from '../context.tsx'

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

export const TextWidget = (props: WidgetProps) => (
  <Input
    {...aria(props)}
    value={textOf(props.value)}
    maxLength={props.schema.maxLength}
    onChange={(event) => props.onChange(event.target.value)}
  />
)

export function LongTextWidget(props: WidgetProps) {
  const { maxLength = 5000 } = props.schema
  return (
    <Input.TextArea
      {...aria(props)}
      value={textOf(props.value)}
      maxLength={maxLength}
      autoSize={{ minRows: 3, maxRows: 12 }}
      showCount={textOf(props.value).length > maxLength * 0.8}
      onChange={(event) => props.onChange(event.target.value)}
    />
  )
}

export const NumberWidget = (props: WidgetProps) => (
  <InputNumber
    {...aria(props)}
    value={typeof props.value === 'number' ? props.value : null}
    {...(props.schema.minimum === undefined ? {} : { min: props.schema.minimum })}
    {...(props.schema.maximum === undefined ? {} : { max: props.schema.maximum })}
    onChange={(value) => props.onChange(value ?? undefined)}
  />
)

/** Up to five values stand open as buttons; more go into a list. */
export function ChoiceWidget(props: WidgetProps) {
  const t = useText()
  const options = (props.schema.enum ?? []).map((value) => ({
    value,
    label: t.any(`option:${props.name}.${value}`, value),
  }))
  const value = typeof props.value === 'string' ? props.value : null
  if (options.length > 5)
    return (
      <Select
        {...aria(props)}
        value={value}
        options={options}
        placeholder={t('form:pick')}
        allowClear={!props.required}
        onChange={(next) => props.onChange(next ?? undefined)}
      />
    )
  return (
    <Radio.Group id={props.id} aria-describedby={props.describedBy} value={value} className="gz-radios">
      {options.map((option) => (
        <Radio
          key={option.value}
          value={option.value}
          onClick={() => props.onChange(value === option.value && !props.required ? undefined : option.value)}
        >
          {option.label}
        </Radio>
      ))}
    </Radio.Group>
  )
}

export function YesNoWidget(props: WidgetProps) {
  const t = useText()
  return (
    <Radio.Group
      id={props.id}
      aria-describedby={props.describedBy}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value as boolean)}
    >
      {[true, false].map((value) => (
        <Radio key={String(value)} value={value}>
          {t.any(`option:${props.name}.${value}`, String(value))}
        </Radio>
      ))}
    </Radio.Group>
  )
}

/** Stars with their number, for ears too; those outside the allowed range are not offered. */
export function RatingWidget(props: WidgetProps) {
  const { minimum = 1, maximum = 5 } = props.schema
  const values = Array.from({ length: maximum - minimum + 1 }, (_, i) => minimum + i)
  const value = typeof props.value === 'number' ? props.value : 0
  return (
    <Radio.Group
      id={props.id}
      aria-describedby={props.describedBy}
      value={value}
      onChange={(event) => props.onChange(event.target.value as number)}
    >
      {values.map((stars) => (
        <Radio key={stars} value={stars}>
          <span aria-hidden="true">{'★'.repeat(stars)}</span> {stars}
        </Radio>
      ))}
    </Radio.Group>
  )
}

/** The picker works on wall times, so an instant is shown as Beijing's wall and read back with +08:00. */
export function DateTimeWidget(props: WidgetProps) {
  const t = useText()
  const at = typeof props.value === 'number' ? wallTime(props.value) : null
  return (
    <DatePicker
      {...aria(props)}
      value={at ? dayjs(`${at.year}-${at.date}T${at.time}:${at.seconds}`) : null}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      showNow={false}
      suffixIcon={<small className="gz-muted">{t('form:shanghai')}</small>}
      style={{ width: 260 }}
      // Enter takes the moment that was typed; it must not send the form as well.
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault()
      }}
      onChange={(picked) =>
        props.onChange(picked ? Date.parse(`${picked.format('YYYY-MM-DDTHH:mm')}:00+08:00`) : undefined)
      }
    />
  )
}
