import { CASE_COMMANDS } from '@gezhi/core/cases/commands'
import type { ItemView } from '@gezhi/core/districts/district.api'
import { validate } from '@gezhi/ui/forms/validate'
import { describe, expect, it } from 'vitest'
import { additionOf, commandOf, type Draft, emptyDraft, lacksOf } from './draft.ts'

const id = '0191a2b3-c4d5-7000-8000-000000000001'
const [before, after] = ['a'.repeat(64), 'b'.repeat(64)]
const item = (change: Partial<ItemView> = {}): ItemView => ({
  code: 'W01001',
  category: '01',
  categoryName: '市容环境卫生',
  name: '暴露垃圾',
  urgency: 'GENERAL',
  leadDepartment: '150402D02',
  leadDepartmentName: '区城管局',
  coDepartments: [],
  hours: 24,
  selfHandle: true,
  whistleType: 'DAILY',
  photoRequired: true,
  acceptCondition: '',
  closeCondition: '',
  pinyin: 'baolulaji',
  initials: 'bllj',
  ...change,
})
const draft = (change: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(() => id),
  photos: [before],
  item: 'W01001',
  point: [118.96, 42.26],
  accuracyM: 12,
  ...change,
})

describe('a report of a grid member', () => {
  it('needs a photo or its reason, an item or words, and a place: three taps', () => {
    expect(
      lacksOf(
        emptyDraft(() => id),
        undefined,
      ),
    ).toEqual(['lackPhotos', 'lackItem', 'lackPoint'])
    expect(lacksOf(draft(), item())).toEqual([])
    expect(lacksOf(draft({ item: null, text: '路面塌陷' }), undefined)).toEqual([])
    expect(lacksOf(draft({ photos: [], noPhotoReason: '夜间' }), item())).toEqual([])
  })

  it('is sent with the name of the item when no words are given', () => {
    const command = commandOf(draft(), item())
    expect(command).toMatchObject({ type: 'report', item: 'W01001', text: '暴露垃圾', photos: [before] })
    expect(validate(CASE_COMMANDS.report, { ...command })).toEqual({})
  })

  it('is no command while something is missing', () => {
    expect(commandOf(draft({ point: null }), item())).toBeNull()
  })
})

describe('what is added to a case that is known already', () => {
  it('is the photos and the words, or that it was seen again', () => {
    const added = additionOf(draft(), '再次看到')
    expect(added).toEqual({ type: 'annotate', text: '再次看到', photos: [before] })
    expect(validate(CASE_COMMANDS.annotate, { ...added })).toEqual({})
    expect(additionOf(draft({ photos: [], text: ' 又堆了一袋 ' }), '')).toMatchObject({ text: '又堆了一袋' })
  })

  it('is nothing without a photo and words', () => {
    expect(additionOf(draft({ photos: [], noPhotoReason: '夜间' }), '再次看到')).toBeNull()
  })
})

describe('handling on the spot', () => {
  const self = draft({ self: true, afterPhotos: [after], result: '已清理' })

  it('needs photos before and after and what was done', () => {
    expect(lacksOf(draft({ self: true, photos: [], noPhotoReason: '夜间' }), item())).toEqual([
      'lackBefore',
      'lackAfter',
      'lackResult',
    ])
    const command = commandOf(self, item())
    expect(command).toMatchObject({
      type: 'selfHandle',
      beforePhotos: [before],
      afterPhotos: [after],
      result: '已清理',
    })
    expect(validate(CASE_COMMANDS.selfHandle, { ...command })).toEqual({})
  })

  it('is a plain report when the item turns out not to allow it', () => {
    expect(commandOf(self, item({ selfHandle: false }))).toMatchObject({ type: 'report' })
    expect(commandOf(self, item({ urgency: 'IMPORTANT' }))).toMatchObject({ type: 'report' })
  })
})
