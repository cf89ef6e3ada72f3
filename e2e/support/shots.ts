import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const FOLDER = join(import.meta.dirname, '..', 'shots')

/** Keeps a screenshot in `e2e/shots/` when `SHOTS=1` asks for it; does nothing otherwise. */
export async function shot(page: Page, name: string, fullPage = false): Promise<void> {
  if (!process.env['SHOTS']) return
  mkdirSync(FOLDER, { recursive: true })
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage })
}
