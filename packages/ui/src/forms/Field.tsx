import { type ComponentType, useId } from 'react'
import { useText } from '../i18n/i18n.ts'
import { useFormScope, type WidgetProps } from './context.tsx'
import type { FieldKind, FieldSpec, FormValue } from './schema.ts'
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
import { GroupWidget, RowsWidget } from './widgets/rows.tsx'

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
