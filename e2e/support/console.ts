// The desk as its users handle it: queue, buttons of a case, forms in the drawer.
import type { Locator, Page } from 'playwright-core'
import type { CommandType } from '../../packages/core/src/cases/commands.ts'
import type { CaseStateName, Step } from '../../packages/core/src/cases/states.ts'
import { command as verbs } from '../../packages/ui/src/i18n/zh/commands.ts'
import { state as states, step as steps } from '../../packages/ui/src/i18n/zh/terms.ts'
import { photo } from './photo.ts'

/** A row of the queue by what stands in it. */
export const task = (page: Page, text: string): Locator =>
  page.getByRole('region', { name: '队列' }).getByRole('button').filter({ hasText: text })

const bar = (page: Page): Locator => page.getByRole('toolbar', { name: '对当前事件' })

/** The button of a command, once the case allows it. */
export const verb = (page: Page, command: CommandType): Locator =>
  bar(page).getByRole('button', { name: verbs[command], exact: true })

/** Presses the button of a command, in the bar or behind 「更多操作」. */
export async function press(page: Page, command: CommandType): Promise<void> {
  const more = bar(page).getByRole('button', { name: '更多操作' })
  await verb(page, command).or(more).first().waitFor()
  if (await verb(page, command).isVisible()) return verb(page, command).click()
  await more.click()
  await page.getByRole('menuitem', { name: verbs[command], exact: true }).click()
}

/** The form beside the case. */
export const form = (page: Page): Locator => page.getByRole('dialog')

/** Presses a command and waits until its form has come to rest: its first field then has the focus. */
export async function open(page: Page, command: CommandType): Promise<Locator> {
  await press(page, command)
  await form(page).locator(':focus').waitFor({ state: 'attached' })
  return form(page)
}

/** Presses a command, fills its form in, sends it, and waits until the screen says that it is done. */
export async function fulfil(
  page: Page,
  command: CommandType,
  fillIn: (form: Locator) => Promise<void>,
): Promise<void> {
  await open(page, command)
  await fillIn(form(page))
  await submit(page, command)
  await form(page).waitFor({ state: 'hidden' })
}

export const submit = (page: Page, command: CommandType): Promise<void> =>
  form(page).getByRole('button', { name: verbs[command], exact: true }).click()

/** Until the case on this page stands in the state; it comes by itself. */
export const stands = (page: Page, state: CaseStateName): Promise<void> =>
  page.locator('.case-title').getByText(states[state], { exact: true }).waitFor()

/** Until the five steps of this page have come to the step. */
export const reaches = (page: Page, step: Step): Promise<void> =>
  page
    .getByRole('list', { name: '五步流程' })
    .locator('[aria-current=step]')
    .filter({ hasText: steps[step] })
    .waitFor()

const labelled = (label: string): RegExp => new RegExp(`^${label}( |$)`)

export const write = (within: Locator | Page, label: string, text: string): Promise<void> =>
  within.getByLabel(labelled(label)).fill(text)

/** Picks from a list by what one types: part of the name, pinyin or initials. */
export async function pick(within: Locator, label: string, typed: string, name = typed): Promise<void> {
  const box = within.getByRole('combobox', { name: labelled(label) })
  await box.fill(typed)
  await box
    .page()
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
    .filter({ hasText: name })
    .first()
    .click()
}

export const choose = (within: Locator, option: string): Promise<void> =>
  within.getByRole('radio', { name: option }).check()

/** A moment of the district's wall clock (UTC+8), as one types it. */
export async function set(within: Locator, label: string, at: number): Promise<void> {
  const typed = new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
  const box = within.getByLabel(labelled(label))
  await box.fill(typed)
  await box.press('Enter')
}

/** Adds a photo and waits until the server has it. */
export async function attach(within: Locator, label: string, shade: number): Promise<void> {
  const group = within.getByRole('group', { name: labelled(label) })
  await group.locator('input[type=file]').setInputFiles(await photo(label, shade))
  await group.getByRole('img', { name: '照片 1' }).waitFor()
}
