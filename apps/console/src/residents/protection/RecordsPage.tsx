import { call } from '@gezhi/client/call'
import { protectionApi } from '@gezhi/core/residents/protection.api'
import { RECORD_KINDS, type RecordKind, RECORDS, type RecordView } from '@gezhi/core/residents/record'
import { fieldsOf as fieldsOfSchema, type validate } from '@gezhi/ui/forms'
import { busyIcon, EmptyState } from '@gezhi/ui/parts'
import { fullTime } from '@gezhi/ui/time'
import { App, Button, DatePicker, Drawer, Form, Input, Segmented, Select, Switch } from 'antd'
import dayjs, { isDayjs } from 'dayjs'
import { useState } from 'react'
import { Answer, PageHead, Panel } from '../../assessment/parts.tsx'
import { useText } from '../../i18n/text.ts'
import { useDeed, useRecords } from '../data.ts'
import { dayOf } from '../ListPage.tsx'
import { AuditButton } from './AuditButton.tsx'

type FieldSchema = ReturnType<typeof fieldsOfSchema>[number]['schema']

function fieldsOf(kind: RecordKind): readonly (readonly [string, FieldSchema, boolean])[] {
  const schema: Parameters<typeof validate>[0] = RECORDS[kind]
  return fieldsOfSchema(schema).map(({ name, schema: field, required }) => [name, field, required])
}

/** Assessments, sharing, processors, incidents, exercises, purposes and the named officer. */
export function RecordsPage() {
  const t = useText()
  const [kind, setKind] = useState<RecordKind>('OFFICER')
  const [writing, setWriting] = useState<{ readonly old: RecordView | null } | null>(null)
  const records = useRecords(kind)
  return (
    <div className="assess-page">
      <PageHead title={t('protect:records')} about={t('protect:recordsAbout')}>
        <AuditButton />
        <Button type="primary" onClick={() => setWriting({ old: null })}>
          {t('protect:recordAdd')}
        </Button>
      </PageHead>
      <Segmented<RecordKind>
        className="people-kinds"
        value={kind}
        options={RECORD_KINDS.map((value) => ({ value, label: t(`protect:kind.${value}`) }))}
        onChange={setKind}
      />
      <Answer query={records} rows={6}>
        {({ records: all }) =>
          all.length === 0 ? (
            <EmptyState title={t('protect:recordsNone')} body={t('protect:recordsAbout')} />
          ) : (
            all.map((record) => (
              <Panel
                key={record.id}
                title={String(
                  record.body['title'] ??
                    record.body['name'] ??
                    record.body['receiver'] ??
                    record.body['company'],
                )}
                aside={
                  <Button size="small" onClick={() => setWriting({ old: record })}>
                    {t('protect:recordReplace')}
                  </Button>
                }
              >
                <Body record={record} />
              </Panel>
            ))
          )
        }
      </Answer>
      {writing && <Write key={kind} kind={kind} old={writing.old} onClose={() => setWriting(null)} />}
    </div>
  )
}

function Body({ record }: { record: RecordView }) {
  const t = useText()
  const say = (name: string, { type, enum: list, widget }: FieldSchema): string => {
    const value = record.body[name]
    if (value === undefined) return '—'
    if (widget === 'dateTime') return fullTime(Number(value))
    if (type === 'boolean') return t(value === true ? 'protect:yes' : 'protect:no')
    const said = typeof value === 'string' ? value : JSON.stringify(value)
    return list ? t.any(`protect:${name}.${said}`, t.any(`resident:basis.${said}`, said)) : said
  }
  return (
    <>
      <dl className="people-facts">
        {fieldsOf(record.kind).map(([name, schema]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{t.any(`protect:field.${name}`, name)}</dt>
            <dd className="people-body">{say(name, schema)}</dd>
          </div>
        ))}
      </dl>
      <small className="gz-muted">
        {t('protect:recordKept', { at: fullTime(record.at), until: dayOf(record.keepUntil) })}
      </small>
    </>
  )
}

interface WriteProps {
  readonly kind: RecordKind
  readonly old: RecordView | null
  readonly onClose: () => void
}

/** A form from the schema of the kind; a new version begins with the old one. */
function Write({ kind, old, onClose }: WriteProps) {
  const t = useText()
  const { message } = App.useApp()
  const [form] = Form.useForm<Record<string, unknown>>()
  const fields = fieldsOf(kind)
  const add = useDeed(
    (body: Record<string, unknown>) =>
      call(protectionApi.record, {
        body: { kind, body, ...(old && kind !== 'OFFICER' ? { key: old.key } : {}) },
      }),
    'protection',
  )
  const initial = Object.fromEntries(
    fields.map(([name, { widget, type }]) => {
      const value = old?.body[name]
      if (widget === 'dateTime') return [name, value === undefined ? undefined : dayjs(Number(value))]
      return [name, value ?? (type === 'boolean' ? false : undefined)]
    }),
  )
  const submit = (values: Record<string, unknown>): void => {
    const body = Object.entries(values).flatMap(([name, value]): [string, unknown][] => {
      if (isDayjs(value)) return [[name, value.valueOf()]]
      if (typeof value === 'string') return value.trim() ? [[name, value.trim()]] : []
      return value === undefined || value === null ? [] : [[name, value]]
    })
    add.mutate(Object.fromEntries(body), {
      onSuccess: () => {
        void message.success(t('protect:recordSaved'))
        onClose()
      },
    })
  }
  return (
    <Drawer open title={t(`protect:kind.${kind}`)} size={560} onClose={onClose}>
      <Form form={form} layout="vertical" initialValues={initial} onFinish={submit}>
        {fields.map(([name, schema, required]) => (
          <Form.Item
            key={name}
            name={name}
            label={t.any(`protect:field.${name}`, name)}
            rules={[{ required, whitespace: schema.widget !== 'dateTime' && schema.type === 'string' }]}
            {...(schema.type === 'boolean' ? { valuePropName: 'checked' } : {})}
          >
            {inputOf(name, schema)}
          </Form.Item>
        ))}
        <Button type="primary" htmlType="submit" loading={busyIcon(add.isPending)}>
          {t('people:save')}
        </Button>
      </Form>
    </Drawer>
  )
  function inputOf(name: string, { type, enum: list, widget, maxLength }: FieldSchema) {
    if (list)
      return (
        <Select
          options={list.map((value) => ({
            value,
            label: t.any(`protect:${name}.${value}`, t.any(`resident:basis.${value}`, value)),
          }))}
        />
      )
    if (type === 'boolean') return <Switch />
    if (widget === 'dateTime') return <DatePicker showTime />
    return widget === 'longText' ? (
      <Input.TextArea maxLength={maxLength ?? 3000} autoSize={{ minRows: 2 }} />
    ) : (
      <Input maxLength={maxLength ?? 200} />
    )
  }
}
