import { beforeAll, describe, expect, it } from 'vitest'
import { type Ground, as, ground, show } from './support/stage.ts'
import type { Person } from './support/people.ts'
import { shot } from './support/shots.ts'

const YEAR_MS = 365 * 86_400_000

let at: Ground
let operator: Person
let id: string
let code: string
beforeAll(async () => {
  at = await ground(9)
  const member = await as('GRID_MEMBER', at)
  operator = await as('COMMUNITY_OPERATOR', at)
  const consent = { version: 1, language: 'zh', channel: 'PAPER', givenBy: 'SELF' }
  const me = await member.ask<{ now: number }>('GET', '/api/me')
  ;({ id } = await member.ask<{ id: string }>('POST', '/api/residents', {
    ageBand: '60-79',
    name: '赵慧芳',
    phone: '138 0000 5678',
    kind: 'REGISTERED',
    legalBasis: 'CONSENT',
    purposes: ['SERVICE_CONTACT'],
    source: 'GRID_VISIT',
    grid: at.grid,
    retentionUntil: me.now + YEAR_MS,
    noticeGiven: true,
    consents: [{ text: 'SERVICE_CONTACT', ...consent }],
  }))
})

describe('the phone number of a resident', () => {
  it('is masked for the community operator until a purpose is named', async () => {
    const { page, complaints } = await show(operator, '/console/residents')
    await page.getByRole('link', { name: '赵**' }).click()
    await page.getByText('138****5678').waitFor()
    await page.getByLabel('上门服务联系').check()
    await page.getByLabel('电话', { exact: true }).check()
    await page.getByRole('button', { name: '展开并留痕' }).click()
    await page.getByText('138 0000 5678').waitFor()
    await page.getByText(/9 分 5\d 秒后遮盖/).waitFor()
    await shot(page, 'residents-revealed')
    await page.getByRole('button', { name: '现在遮盖' }).click()
    await expect.poll(() => page.getByText('138 0000 5678').count()).toBe(0)
    await page.getByRole('button', { name: '交付查询码' }).click()
    code = (await page.locator('.people-code').textContent()) ?? ''
    expect(code).toMatch(/^\w{5}-\w{5}$/)
    await shot(page, 'residents-code')
    expect(complaints()).toEqual([])
    await page.context().close()
  })

  it('shows its owner who looked, and two presses end the consent for everybody', async () => {
    const { page, complaints } = await show(null, '/', { size: 'phone' })
    await page.getByRole('link', { name: '我的信息' }).click()
    await page.getByLabel('验证码').fill(code.toLowerCase())
    await page.getByRole('button', { name: '查看我的信息' }).click()
    await page.getByText(at.communityName).waitFor()
    await page.getByText('上门服务联系（电话）').waitFor()
    await shot(page, 'portal-mine', true)
    // From the start page: my information, withdraw.
    await page.goto('/')
    await page.getByRole('link', { name: '我的信息' }).click()
    await page.getByRole('button', { name: '撤回同意' }).click()
    await page.getByText('已撤回，立即停止使用').waitFor()
    expect(complaints()).toEqual([])
    await page.context().close()
    const refused = operator.ask('POST', `/api/residents/${id}/reveal`, {
      purpose: 'SERVICE_CONTACT',
      parts: ['CONTACT'],
    })
    await expect(refused).rejects.toThrow('resident/consent-missing')
  })
})
