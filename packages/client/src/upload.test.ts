import { describe, expect, it } from 'vitest'
import { problemFrom, sha256Of } from './upload.ts'

describe('a file on its way to the server', () => {
  it('is named by its content', async () => {
    expect(await sha256Of(new Blob(['abc']))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })

  it('is refused in the server’s own words when it has any', () => {
    const problem = { code: 'file/type', title: '不支持的文件类型' }
    expect(problemFrom(415, JSON.stringify(problem))).toEqual(problem)
  })

  it('is refused by its status when the answer is plain text', () => {
    expect(problemFrom(413, 'Maximum size exceeded\n')).toMatchObject({ code: 'http/413', title: '文件过大' })
  })
})
