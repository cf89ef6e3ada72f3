import { CASE_COMMANDS } from '@gezhi/core/cases/commands'
import { validate } from '@gezhi/ui/forms/validate'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  commandOf,
  type Draft,
  dropDraft,
  emptyDraft,
  lackOf,
  loadDraft,
  resumeAt,
  saveDraft,
} from './draft.ts'

const id = '0191a2b3-c4d5-7000-8000-000000000001'
const hash = 'a'.repeat(64)
const complete = (change: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(() => id),
  text: '三中街路口井盖破损',
  point: [118.96, 42.26],
  photos: [hash],
  anonymous: true,
  ...change,
})

function memoryStorage(): Storage {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: (index) => [...kept.keys()][index] ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => void kept.set(key, value),
  }
}

describe('a report in the making', () => {
  it('needs a text, a place, a photo or a reason, and a decision about contact', () => {
    const draft = emptyDraft(() => id)
    expect(lackOf('what', { ...draft, text: '  ' })).toBe('text')
    expect(lackOf('where', draft)).toBe('point')
    expect(lackOf('photos', draft)).toBe('photos')
    expect(lackOf('photos', { ...draft, noPhotoReason: '夜间' })).toBeNull()
    expect(lackOf('contact', draft)).toBe('anonymous')
    expect(lackOf('check', complete())).toBeNull()
  })

  it('asks for a phone only from those who want to be reached', () => {
    expect(lackOf('contact', complete({ anonymous: true, phone: '' }))).toBeNull()
    expect(lackOf('contact', complete({ anonymous: false, phone: '' }))).toBe('phone')
    expect(lackOf('contact', complete({ anonymous: false, phone: '138 0000 1234' }))).toBeNull()
  })

  it('goes on at the first page with something missing', () => {
    expect(resumeAt(emptyDraft(() => id))).toBe('what')
    expect(resumeAt(complete({ point: null }))).toBe('where')
    expect(resumeAt(complete())).toBe('check')
  })

  it('becomes a command that the server’s schema accepts', () => {
    for (const draft of [
      complete(),
      complete({ photos: [], noPhotoReason: '已无法拍到' }),
      complete({
        anonymous: false,
        name: '王某',
        phone: '138 0000 1234',
        address: '三中街 12 号',
        accuracyM: 18,
      }),
    ])
      expect(validate(CASE_COMMANDS.report, { ...commandOf(draft) })).toEqual({})
  })

  it('carries no contact when it is anonymous, even if one was typed before', () => {
    expect(commandOf(complete({ anonymous: true, name: '王某', phone: '13800001234' }))).not.toHaveProperty(
      'contact',
    )
  })

  it('is no command while something is missing', () => {
    expect(commandOf(complete({ text: '' }))).toBeNull()
  })
})

describe('the draft on this device', () => {
  let storage: Storage
  beforeEach(() => {
    storage = memoryStorage()
  })

  it('comes back as it was left', () => {
    saveDraft(storage, complete({ photos: [] }), 1000)
    expect(loadDraft(storage, 2000)).toEqual(complete({ photos: [] }))
  })

  it('is forgotten after thirty days and when it is dropped', () => {
    saveDraft(storage, complete(), 0)
    expect(loadDraft(storage, 31 * 24 * 3_600_000)).toBeNull()
    dropDraft(storage)
    expect(loadDraft(storage, 1)).toBeNull()
  })

  it('is no draft when the store holds something else', () => {
    storage.setItem('gezhi.portal.draft', '{"savedAt":1}')
    expect(loadDraft(storage, 2)).toBeNull()
    storage.setItem('gezhi.portal.draft', 'not json')
    expect(loadDraft(storage, 2)).toBeNull()
  })

  it('says when it could not be saved', () => {
    const full = Object.assign(memoryStorage(), {
      setItem: () => {
        throw new Error('quota')
      },
    })
    expect(saveDraft(full, complete(), 0)).toBe(false)
  })
})
