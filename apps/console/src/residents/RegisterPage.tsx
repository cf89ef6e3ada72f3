import { CONSENT_TEXTS, currentText } from '@gezhi/core/residents/consent'
import { AGE_BANDS, type AgeBand, isChild, isIdNo, isPhone } from '@gezhi/core/residents/identity'
import {
  type ConsentCode,
  LEGAL_BASES,
  PURPOSES,
  type PurposeCode,
  purposesOf,
} from '@gezhi/core/residents/purposes'
import { RESIDENT_KINDS, RESIDENT_SOURCES, SEXES } from '@gezhi/core/residents/resident'
import { useGezhi, useGrids } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { Alert, App, Button, Checkbox, DatePicker, Form, Input, Radio, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useLocation } from 'wouter'
import { PageHead, Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { useSession } from '../session/session.ts'
import { useAssessments, useRegister } from './data.ts'

interface Values {
  readonly ageBand: AgeBand
  readonly name: string
  readonly idNo?: string
  readonly phone?: string
  readonly sex?: (typeof SEXES)[number]
  readonly kind: (typeof RESIDENT_KINDS)[number]
  readonly legalBasis: (typeof LEGAL_BASES)[number]
  readonly article?: string
  readonly purposes: PurposeCode[]
  readonly source: (typeof RESIDENT_SOURCES)[number]
  readonly assessment?: string
  readonly grid: string
  readonly consents?: ConsentCode[]
  readonly until: Dayjs
}

const trimmed = (text: string | undefined) => (text?.trim() ? text.trim() : undefined)

/** Adds a person: the age band first, the notice read out, nothing but the fields of the purposes. */
export function RegisterPage() {
  const t = useText()
  const { post } = useSession()
  const { message } = App.useApp()
  const [, go] = useLocation()
  const [form] = Form.useForm<Values>()
  const register = useRegister()
  const { clock } = useGezhi()
  const band = Form.useWatch('ageBand', form)
  const child = band !== undefined && isChild(band)
  const submit = (given: Values): void => {
    const { until, consents = [], name, idNo, phone, article, ...rest } = given
    const [number, call, law] = [trimmed(idNo), trimmed(phone), trimmed(article)]
    register.mutate(
      {
        ...rest,
        name: name.trim(),
        ...(number ? { idNo: number } : {}),
        ...(call ? { phone: call } : {}),
        ...(law ? { article: law } : {}),
        retentionUntil: until.endOf('day').valueOf(),
        noticeGiven: true,
        consents: consents.map((text) => ({
          text,
          version: currentText(text).version,
          language: t.language,
          channel: 'PAPER' as const,
          givenBy: child ? ('GUARDIAN' as const) : ('SELF' as const),
        })),
      },
      {
        onSuccess: ({ id }) => {
          void message.success(t('people:saved'))
          go(`/residents/${id}`, { replace: true })
        },
      },
    )
  }
  return (
    <div className="assess-page">
      <PageHead title={t('people:register')} about={t('people:ageFirst')} />
      <Panel>
        <Form<Values>
          form={form}
          layout="vertical"
          className="people-form"
          requiredMark
          initialValues={{
            kind: 'REGISTERED',
            legalBasis: 'CONSENT',
            purposes: ['SERVICE_CONTACT'],
            consents: [],
            source: 'GRID_VISIT',
            grid: post.grids[0],
            until: dayjs(clock.now()).add(1, 'year'),
          }}
          onFinish={submit}
        >
          <Form.Item name="ageBand" label={t('people:age')} rules={[{ required: true }]}>
            <Radio.Group options={AGE_BANDS.map((value) => ({ value, label: t(`resident:age.${value}`) }))} />
          </Form.Item>
          {band && <Rest child={child} />}
          {band && (
            <>
              <Alert type="info" title={t('people:notice')} description={t('people:noticeText')} />
              <Form.Item
                name="noticeGiven"
                valuePropName="checked"
                rules={[
                  {
                    validator: (_rule, told) =>
                      told === true ? Promise.resolve() : Promise.reject(new Error(t('people:noticeGiven'))),
                  },
                ]}
              >
                <Checkbox>{t('people:noticeGiven')}</Checkbox>
              </Form.Item>
              <Button type="primary" htmlType="submit" loading={busyIcon(register.isPending)}>
                {t('people:save')}
              </Button>
            </>
          )}
        </Form>
      </Panel>
    </div>
  )
}

/** Everything after the age band. */
function Rest({ child }: { child: boolean }) {
  const t = useText()
  const { post } = useSession()
  const grids = useGrids().filter(({ code }) =>
    post.grids.length > 0 ? post.grids.includes(code) : code.startsWith(post.community ?? '-'),
  )
  const { data } = useAssessments()
  const basis = Form.useWatch<Values['legalBasis']>('legalBasis')
  const option = <V extends string>(value: V, label: string) => ({ value, label })
  const number = (check: (text: string) => boolean, words: string) => ({
    validator: (_rule: unknown, text: string | undefined) =>
      !text?.trim() || check(text) ? Promise.resolve() : Promise.reject(new Error(words)),
  })
  return (
    <>
      <div className="people-pair">
        <Form.Item name="name" label={t('people:name')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        <Form.Item name="phone" label={t('people:phone')} rules={[number(isPhone, t('people:phone'))]}>
          <Input maxLength={30} autoComplete="off" />
        </Form.Item>
        <Form.Item name="idNo" label={t('people:idNo')} rules={[number(isIdNo, t('people:idNo'))]}>
          <Input maxLength={30} autoComplete="off" />
        </Form.Item>
        <Form.Item name="sex" label={t('people:sex')}>
          <Select allowClear options={SEXES.map((value) => option(value, t(`people:sex.${value}`)))} />
        </Form.Item>
        <Form.Item name="kind" label={t('people:kind')}>
          <Select options={RESIDENT_KINDS.map((value) => option(value, t(`resident:kind.${value}`)))} />
        </Form.Item>
        <Form.Item name="grid" label={t('people:grid')} rules={[{ required: true }]}>
          <Select options={grids.map(({ code, name }) => option(code, name))} />
        </Form.Item>
        <Form.Item name="source" label={t('people:source')}>
          <Select options={RESIDENT_SOURCES.map((value) => option(value, t(`people:source.${value}`)))} />
        </Form.Item>
        <Form.Item name="until" label={t('people:keepDate')} rules={[{ required: true }]}>
          <DatePicker allowClear={false} />
        </Form.Item>
        <Form.Item name="legalBasis" label={t('people:basis')}>
          <Select options={LEGAL_BASES.map((value) => option(value, t(`resident:basis.${value}`)))} />
        </Form.Item>
        <Form.Item
          name="article"
          label={t('people:article')}
          extra={t('people:articleHint')}
          rules={[{ required: basis === 'STATUTORY_DUTY' }]}
        >
          <Input maxLength={100} />
        </Form.Item>
      </div>
      <Form.Item
        name="purposes"
        label={t('people:purposes')}
        rules={[
          {
            // `required` would put an attribute on the group that a group may not have.
            validator: (_rule, chosen: readonly string[] | undefined) =>
              chosen?.length ? Promise.resolve() : Promise.reject(new Error(t('people:purposes'))),
          },
        ]}
      >
        <Checkbox.Group
          options={purposesOf(post.role)
            .filter((code) => code !== 'DATA_REQUEST')
            .map((code) => option(code, PURPOSES[code][t.language]))}
        />
      </Form.Item>
      <Form.Item name="consents" label={t('people:consents')}>
        <Checkbox.Group
          options={CONSENT_TEXTS.filter(({ code }) => child || code !== 'CHILD').map(({ code, title }) =>
            option(code, title[t.language]),
          )}
        />
      </Form.Item>
      {child && (
        <Form.Item
          name="assessment"
          label={t('people:assessment')}
          extra={t(data?.records.length === 0 ? 'people:assessmentNone' : 'people:assessmentHint')}
          rules={[{ required: true }]}
        >
          <Select options={(data?.records ?? []).map(({ id, body }) => option(id, String(body['title'])))} />
        </Form.Item>
      )}
    </>
  )
}
