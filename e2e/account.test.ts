import { describe, expect, it } from 'vitest'
import type { PasswordLink } from '../packages/core/src/people/admin.api.ts'
import { shot } from './support/shots.ts'
import { as, ground, show } from './support/stage.ts'

const PASSWORD = 'Laterne-Dienstag-41'

describe('somebody who gets an account', () => {
  it('sets a password behind the link, enters with it, and the link is used up', async () => {
    const { post } = await as('STREET_LEADER', await ground(9))
    const admin = await as('ADMIN')
    const username = `leader.${post.street}`
    const { link } = await admin.ask<PasswordLink>('POST', '/api/admin/accounts', {
      person: post.person,
      username,
    })
    const there = new URL(link)
    const { page, complaints } = await show(null, there.pathname + there.hash)
    await page.getByLabel('密码', { exact: true }).fill('123456789012')
    await page.getByText('密码重复或连续字符过多').waitFor()
    await shot(page, 'console-set-password')
    await expect.poll(() => page.getByRole('button', { name: '保存密码' }).isDisabled()).toBe(true)
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
    await page.getByLabel('再输入一次').fill(PASSWORD)
    await page.getByRole('button', { name: '保存密码' }).click()
    await page.getByText('密码已保存').waitFor()

    await page.getByRole('link', { name: '登录' }).click()
    await page.getByLabel('用户名').fill(username)
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByText(post.personName).first().waitFor()
    expect(complaints()).toEqual([])

    await page.goto(there.pathname + there.hash)
    await page.getByLabel('密码', { exact: true }).fill(`${PASSWORD}!`)
    await page.getByLabel('再输入一次').fill(`${PASSWORD}!`)
    await page.getByRole('button', { name: '保存密码' }).click()
    await page.getByText('链接已失效，请向管理员索取新的链接').waitFor()
  })
})
