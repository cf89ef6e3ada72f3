import { Button } from 'antd'
import { type ComponentType, useId } from 'react'
import type { TextKey } from '../i18n/catalogue.ts'
import { useText } from '../i18n/i18n.ts'
import { useFormScope, type WidgetProps } from './context.tsx'
import { type FieldKind, type FieldSpec, fieldsOf, type FormValue, isRecord } from './schema.ts'
import {
  ChoiceWidget,
  DateTimeWidget,
  LongTextWidget,
  NumberWidget,
  RatingWidget,
  TextWidget,
  YesNoWidget,
} from './widgets/basic.tsx'
import { CardWidget, CaseWidget, OrderWidget, PostWidget, RequestWidget } from './widgets/casePickers.tsx'
import { FilesWidget, PhotosWidget } from './widgets/files.tsx'
import {
  DepartmentWidget,
  GridWidget,
  ItemWidget,
  OrganisationWidget,
  SplitTargetWidget,
} from './widgets/pickers.tsx'
import { PlaceWidget } from './widgets/place.tsx'

const WIDGETS: Readonly<Record<Exclude<FieldKind, 'file'>, ComponentType<WidgetProps>>> = {
  text: TextWidget,
  longText: LongTextWidget,
  photos: PhotosWidget,
  files: FilesWidget,
  place: PlaceWidget,
  item: ItemWidget,
  organisation: OrganisationWidget,
  department: DepartmentWidget,
  units: RowsWidget,
  splitTarget: SplitTargetWidget,
  post: PostWidget,
  order: OrderWidget,
  request: RequestWidget,
  card: CardWidget,
  case: CaseWidget,
  dateTime: DateTimeWidget,
  rating: RatingWidget,
  steps: RowsWidget,
  lines: RowsWidget,
  choice: ChoiceWidget,
  yesNo: YesNoWidget,
  number: NumberWidget,
  group: GroupWidget,
  unit: GroupWidget,
  grid: GridWidget,
}

/** Kinds whose widget holds several inputs: their label names a group. */
const GROUPS: readonly FieldKind[] = ['group', 'unit', 'units', 'steps', 'lines', 'place', 'photos', 'files']

interface FieldProps {
  readonly spec: FieldSpec
  readonly path: string
  readonly value: FormValue
  readonly onChange: (value: FormValue) => void
  /** Name under which the label stands, when it is not the field's own. */
  readonly labelName?: string
}

/** One field: label with required or optional, widget, and the error below it. */
export function Field({ spec, path, value, onChange, labelName = spec.name }: FieldProps) {
  const t = useText()
  const id = useId()
  const { command, errors } = useFormScope()
  // Voice notes are recorded on phones; a desk has nothing to ask here.
  if (spec.kind === 'file') return null
  const Widget = WIDGETS[spec.kind]
  const label = t.any(`field:${command}.${labelName}`, t.any(`field:${labelName}`, labelName))
  const error = errors[path]
  const message =
    error && (error.key === 'form:tooShort' ? t('form:missing', { label }) : t(error.key, error.values))
  const group = GROUPS.includes(spec.kind)
  const labelId = `${id}-label`
  const mark = spec.required ? (
    <span className="gz-required" title={t('form:required')}>
      *
    </span>
  ) : (
    <small className="gz-muted">{t('form:optional')}</small>
  )
  return (
    <div
      className={`gz-field gz-field-${spec.kind}`}
      {...(group ? { role: 'group', 'aria-labelledby': labelId } : {})}
      data-field={path}
    >
      <label id={labelId} htmlFor={group ? undefined : id}>
        {label} {mark}
      </label>
      <Widget
        id={id}
        name={spec.name}
        path={path}
        schema={spec.schema}
        required={spec.required}
        value={value}
        onChange={onChange}
        invalid={Boolean(message)}
        describedBy={message ? `${id}-error` : undefined}
      />
      {message && (
        <p id={`${id}-error`} className="gz-error">
          {message}
        </p>
      )}
    </div>
  )
}

/** Fields of an object in one row: a unit with its task, a contact with name and phone. */
function GroupWidget(props: WidgetProps) {
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
function RowsWidget(props: WidgetProps) {
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
