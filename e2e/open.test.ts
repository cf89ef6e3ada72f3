import { describe, expect, it } from 'vitest'
import { listen, openWindow, overflowOf } from './support/browser.ts'
import { signIn } from './support/people.ts'
import { shot } from './support/shots.ts'
import { browser, origin } from './support/stage.ts'

describe('the product as it is started', () => {
  it('says that it is healthy and that its database keeps what it acknowledged', async () => {
    const health = await (await fetch(`${origin}/health`)).json()
    expect(health).toMatchObject({ status: 'ok', durable: true })
  })

  it('opens the console for a district dispatcher without a complaint of the browser', async () => {
    const dispatcher = await signIn(origin, { role: 'DISTRICT_DISPATCHER' })
    const window = await dispatcher.window(browser)
    const page = await window.newPage()
    const complaints = listen(page, origin)
    await page.goto('/console/')
    await page.getByText(dispatcher.post.personName).first().waitFor()
    await shot(page, 'console')
    expect(complaints).toEqual([])
    await window.close()
  })

  it('opens the field app for a grid member on a phone, with nothing to scroll sideways', async () => {
    const member = await signIn(origin, { role: 'GRID_MEMBER' })
    const window = await member.window(browser, { size: 'narrow' })
    const page = await window.newPage()
    const complaints = listen(page, origin)
    await page.goto('/field/')
    await page.getByRole('link', { name: '上报' }).first().waitFor()
    await shot(page, 'field-home')
    expect(await overflowOf(page)).toBe(0)
    expect(complaints).toEqual([])
    await window.close()
  })

  it('opens the portal for a resident without an account, in both languages', async () => {
    const window = await openWindow(browser, origin, { size: 'narrow' })
    const page = await window.newPage()
    const complaints = listen(page, origin)
    await page.goto('/')
    await page.getByRole('link', { name: '我要上报' }).waitFor()
    await shot(page, 'portal-start')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('link', { name: 'Report a problem' }).last().waitFor()
    expect(await overflowOf(page)).toBe(0)
    expect(complaints).toEqual([])
    await window.close()
  })
})
