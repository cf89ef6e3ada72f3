import { decideFieldTask, newFieldTask } from '@gezhi/core/fieldwork/field-task'
import type { CheckItem } from '@gezhi/core/districts/register'
import type { TaskResult } from '@gezhi/core/fieldwork/commands'
import type { Actor } from '@gezhi/core/people/actor'
import { describe, expect, it } from 'vitest'
import { emptyWork as nothing, workLacks, workRecord, type WorkDraft } from './draft.ts'

const GRID = '1504020010011001'
const member: Actor = {
  post: 'P',
  person: 'S',
  role: 'GRID_MEMBER',
  org: '',
  district: 150402,
  grids: [GRID],
}
const emptyWork: WorkDraft = { ...nothing, grid: GRID }
const PHOTO = 'a'.repeat(64)
const asked = ['3.1', '3.2'].map((code): CheckItem => ({
  code,
  field: 3,
  fieldName: { zh: '消防', en: 'Fire safety' },
  zh: '疏散通道畅通',
  en: 'Escape routes are free',
  hazard: { zh: '疏散通道堵塞', en: 'An escape route is blocked' },
  photo: true,
  item: code === '3.1' ? 'W07004' : null,
}))
const given = () => ({
  asked,
  idOf: (key: string) => `01990000-0000-7000-8000-${key.replace(/\D/g, '').padStart(12, '0')}`,
  hazardOf: ({ hazard }: { hazard: { zh: string } }) => hazard.zh,
  noPhoto: '无照片',
})
const taken = (result: TaskResult | undefined): boolean =>
  result !== undefined &&
  decideFieldTask({ type: 'record', grid: GRID, doneAt: 0, result }, newFieldTask, {
    now: 1,
    actor: member,
    checks: asked,
  }).ok

/** A fire check of a restaurant whose escape route is blocked. */
const fire = (change: Partial<WorkDraft> = {}): WorkDraft => ({
  ...emptyWork,
  field: 3,
  where: '好味道餐馆',
  items: Object.fromEntries(
    asked.map(({ code }, index) => [
      code,
      index === 0
        ? { finding: 'BAD', note: '堆满货物', photos: [PHOTO] }
        : { finding: 'GOOD', note: '', photos: [] },
    ]),
  ),
  point: [118.9, 42.2],
  ...change,
})

describe('a record in the making', () => {
  it('says what it lacks', () => {
    expect(workLacks('VISIT', { ...nothing, outcome: 'MET' }, asked)).toEqual(['lackGrid'])
    expect(workLacks('VISIT', emptyWork, asked)).toEqual(['lackOutcome'])
    expect(workLacks('CHECK', emptyWork, [])).toEqual(['lackField', 'lackWhere'])
    expect(workLacks('CHECK', fire({ point: null }), asked)).toEqual(['lackPoint'])
    expect(workLacks('CHECK', fire({ point: null, asCase: false }), asked)).toEqual([])
    expect(workLacks('PUBLICISE', { ...emptyWork, reached: '很多' }, asked)).toEqual([
      'lackTopic',
      'lackWhere',
      'lackReached',
    ])
    expect(workLacks('OPINION', { ...emptyWork, asCase: false }, asked)).toEqual(['lackWish'])
  })

  it('of every sort is one that the centre takes', () => {
    const drafts = [
      ['VISIT', { ...emptyWork, outcome: 'REFUSED', where: '3号楼' }],
      ['CHECK', fire()],
      ['PUBLICISE', { ...emptyWork, topic: '防火', where: '广场', reached: '40' }],
      ['OPINION', { ...emptyWork, note: '想要一条长凳', asCase: false }],
    ] as const
    for (const [sort, draft] of drafts) expect(taken(workRecord(sort, draft, given())?.result)).toBe(true)
  })

  it('makes a case of each hazard, under the id that stands in the record', () => {
    const record = workRecord('CHECK', fire(), given())
    const [made, ...others] = record?.cases ?? []
    expect(others).toEqual([])
    expect(record?.result).toMatchObject({
      items: expect.arrayContaining([
        { item: '3.1', finding: 'BAD', note: '堆满货物', photo: PHOTO, case: made?.id },
      ]),
    })
    expect(made?.command).toMatchObject({
      type: 'report',
      item: 'W07004',
      text: '好味道餐馆：疏散通道堵塞\n堆满货物',
      photos: [PHOTO],
      place: { lon: 118.9, lat: 42.2 },
    })
  })

  it('makes no case when none is wanted', () => {
    const record = workRecord('CHECK', fire({ asCase: false }), given())
    expect(record?.cases).toEqual([])
    expect(JSON.stringify(record?.result)).not.toContain('"case"')
  })
})
