import { newId } from '@gezhi/client/ids'
import { checklistsOf } from '@gezhi/core/fieldwork/checklist'
import { TASK_SORTS } from '@gezhi/core/fieldwork/commands'
import type { GridProgress } from '@gezhi/core/fieldwork/field-task.api'
import { useGezhi, useProblemText } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { App, Button, Checkbox, DatePicker, Form, Input, InputNumber, Modal, Radio, Select } from 'antd'
import dayjs from 'dayjs'
import { useRef, useState } from 'react'
import { useText } from '../i18n/text.ts'
import { type Planned, useChecks, usePlan } from './data.ts'
import { EVERY, type PlanWish, plansOf } from './plans.ts'

interface PlanFormProps {
  readonly grids: readonly GridProgress[]
  readonly onClose: () => void
}

/** Plans a task for the grids that are chosen, once or several times in a row. */
export function PlanForm({ grids, onClose }: PlanFormProps) {
  const t = useText()
  const { clock } = useGezhi()
  const { message } = App.useApp()
  const textOf = useProblemText()
  const lists = checklistsOf(useChecks())
  const [form] = Form.useForm<PlanWish>()
  const sort = Form.useWatch('sort', form)
  const every = Form.useWatch('every', form)
  const [progress, setProgress] = useState({ done: 0, of: 0 })
  const plan = usePlan((done, of) => setProgress({ done, of }))
  // Ids belong to what was decided: the same wish sent again after a lost connection plans nothing twice.
  const sent = useRef<{ readonly wish: string; readonly all: readonly Planned[] } | null>(null)
  const send = (wish: PlanWish): void => {
    const text = JSON.stringify(wish)
    if (sent.current?.wish !== text)
      sent.current = {
        wish: text,
        all: plansOf(wish).map((body) => ({ id: newId(), key: newId(), body })),
      }
    const { all } = sent.current
    plan.mutate(all, {
      onSuccess: () => {
        void message.success(t('fieldwork:planned', { n: all.length }))
        onClose()
      },
      onError: (error) => void message.error(textOf(error)),
    })
  }
  const several = plan.isPending && progress.of > 1
  return (
    <Modal
      open
      centered
      title={t('fieldwork:plan')}
      okText={
        several ? t('fieldwork:planning', { n: progress.done, of: progress.of }) : t('fieldwork:planSave')
      }
      cancelText={t('fieldwork:cancel')}
      okButtonProps={{ loading: busyIcon(plan.isPending) }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        className="work-form"
        layout="vertical"
        requiredMark={false}
        initialValues={{
          sort: 'VISIT',
          every: 'ONCE',
          times: 4,
          due: dayjs(clock.now()).add(7, 'day'),
          grids: grids.length === 1 ? grids.map(({ grid }) => grid) : [],
        }}
        onFinish={send}
      >
        <Form.Item name="sort" label={t('fieldwork:sortLabel')}>
          <Radio.Group
            options={TASK_SORTS.map((value) => ({ value, label: t(`fieldwork:sort.${value}`) }))}
          />
        </Form.Item>
        {sort === 'CHECK' && (
          <Form.Item
            name="field"
            label={t('fieldwork:field')}
            rules={[{ required: true, message: t('fieldwork:lackField') }]}
          >
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={lists.map((list) => ({ value: list.field, label: list[t.language] }))}
            />
          </Form.Item>
        )}
        <Form.Item
          name="title"
          label={t('fieldwork:titleLabel')}
          rules={[{ required: true, whitespace: true, message: t('fieldwork:lackTitle') }]}
        >
          <Input maxLength={100} placeholder={t('fieldwork:titleHint')} />
        </Form.Item>
        <GridsItem grids={grids} onAll={(all) => form.setFieldValue('grids', all)} />
        <div className="work-dates">
          <Form.Item name="due" label={t('fieldwork:dueLabel')}>
            <DatePicker allowClear={false} minDate={dayjs(clock.now())} />
          </Form.Item>
          <Form.Item name="every" label={t('fieldwork:every')}>
            <Select options={EVERY.map((value) => ({ value, label: t(`fieldwork:everyOf.${value}`) }))} />
          </Form.Item>
          {every !== undefined && every !== 'ONCE' && (
            <Form.Item name="times" label={t('fieldwork:times')}>
              <InputNumber min={2} max={12} precision={0} />
            </Form.Item>
          )}
        </div>
        {every !== undefined && every !== 'ONCE' && <p className="gz-muted">{t('fieldwork:everyHint')}</p>}
      </Form>
    </Modal>
  )
}

interface GridsItemProps {
  readonly grids: readonly GridProgress[]
  readonly onAll: (grids: readonly string[]) => void
}

/** All grids of a community are few: each is a box to tick. */
function GridsItem({ grids, onAll }: GridsItemProps) {
  const t = useText()
  return (
    <Form.Item
      label={
        <>
          {t('fieldwork:grids')}
          {grids.length > 1 && (
            <Button type="link" size="small" onClick={() => onAll(grids.map(({ grid }) => grid))}>
              {t('fieldwork:allGrids')}
            </Button>
          )}
        </>
      }
      name="grids"
      // `required` would say so of the group, which a group cannot be.
      rules={[
        {
          validator: (_, chosen: readonly string[]) =>
            chosen.length > 0 ? Promise.resolve() : Promise.reject(new Error(t('fieldwork:lackGrids'))),
        },
      ]}
    >
      <Checkbox.Group
        className="work-boxes"
        options={grids.map(({ grid, gridName }) => ({ value: grid, label: gridName }))}
      />
    </Form.Item>
  )
}
