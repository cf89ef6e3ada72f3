import { Button } from 'antd'
import type { TextKey } from '../../i18n/catalogue.ts'
import { useText } from '../../i18n/i18n.ts'
import type { WidgetProps } from '../context.tsx'
import { Field } from '../Field.tsx'
import { fieldsOf, isRecord } from '../schema.ts'

/** Fields of an object in one row: a unit with its task, a contact with name and phone. */
export function GroupWidget(props: WidgetProps) {
  const value = isRecord(props.value) ? props.value : {}
  return (
    <div className="gz-row">
      {fieldsOf(props.schema).map((field) => (
        <Field
          key={field.name}
          spec={field}
          path={`${props.path}/${field.name}`}
          labelName={props.name === 'contact' ? `contact.${field.name}` : field.name}
          value={value[field.name]}
          onChange={(next) => props.onChange({ ...value, [field.name]: next })}
        />
      ))}
    </div>
  )
}

const ADD: Readonly<Partial<Record<string, TextKey>>> = { units: 'form:addUnit', steps: 'form:addStep' }

/** Rows of one shape that can be added and removed; a list that needs one starts with one. */
export function RowsWidget(props: WidgetProps) {
  const t = useText()
  const { items, minItems = 0, maxItems = 20, widget } = props.schema
  if (!items) return null
  const given: readonly unknown[] = Array.isArray(props.value) ? props.value : []
  const rows =
    given.length < minItems
      ? [...given, ...Array.from({ length: minItems - given.length }, () => ({}))]
      : given
  const set = (index: number, next: unknown): void =>
    props.onChange(rows.map((row, i) => (i === index ? next : row)))
  return (
    <div className="gz-rows">
      {rows.map((row, index) => (
        // Rows have no identity of their own; they are only appended and removed.
        <div key={index} className="gz-rows-item">
          <GroupWidget
            {...props}
            id={`${props.id}-${index}`}
            path={`${props.path}/${index}`}
            schema={items}
            value={row}
            onChange={(next) => set(index, next)}
          />
          {rows.length > minItems && (
            <Button
              type="text"
              aria-label={`${t('form:remove')} ${index + 1}`}
              onClick={() => props.onChange(rows.filter((_, i) => i !== index))}
            >
              ×
            </Button>
          )}
        </div>
      ))}
      {rows.length < maxItems && (
        <Button type="dashed" size="small" onClick={() => props.onChange([...rows, {}])}>
          ＋ {t(ADD[widget ?? ''] ?? 'form:addLine')}
        </Button>
      )}
    </div>
  )
}
