import { describe, expect, it } from 'vitest'
import { find, withPinyin } from './search.ts'

const items = [
  { code: 'W01001', name: '垃圾乘积', pinyin: 'lajichengji', initials: 'ljcj', extra: '市容环境' },
  { code: 'W01002', name: '暴露垃圾', pinyin: 'baolulaji', initials: 'bllj', extra: '市容环境' },
  { code: 'W02001', name: '井盖缺失', pinyin: 'jinggaiqueshi', initials: 'jgqs', extra: '市政设施' },
]
const codes = (query: string): string[] => find(query, items).map(({ code }) => code)

describe('searching the catalogue', () => {
  it('finds by initials, full pinyin, words and code', () => {
    expect(codes('jgqs')).toEqual(['W02001'])
    expect(codes('jing gai')).toEqual(['W02001'])
    expect(codes('井盖')).toEqual(['W02001'])
    expect(codes('w01002')).toEqual(['W01002'])
  })

  it('puts what begins with the query before what contains it', () => {
    expect(codes('垃圾')).toEqual(['W01001', 'W01002'])
    expect(codes('lj')).toEqual(['W01001', 'W01002'])
  })

  it('finds several words in any order, also in the category', () => {
    expect(codes('市容 暴露')).toEqual(['W01002'])
  })

  it('shows everything before anything is typed and nothing for nonsense', () => {
    expect(codes('')).toHaveLength(3)
    expect(codes('zzz')).toEqual([])
  })

  it('gives organisations their pinyin', async () => {
    const [street] = await withPinyin([{ code: '150402003', name: '西城街道' }])
    expect(street).toMatchObject({ pinyin: 'xichengjiedao', initials: 'xcjd' })
  })
})
