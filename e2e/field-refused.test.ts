// A person who allows neither position nor camera, on a tablet that cannot draw maps: everything can still be done.
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CaseSummary } from '../packages/core/src/cases/case.api.ts'
import type { Person } from './support/people.ts'
import { large } from './support/photo.ts'
import { shot } from './support/shots.ts'
import { as, type Ground, ground, origin, show } from './support/stage.ts'

const TOILET = '无定位测试公厕'
const WORDS = '公厕门口积水结冰'

let at: Ground
let member: Person
let page: Page
let code: string
let picture: Awaited<ReturnType<typeof large>>

/** The browser's own refusal, which no test can press. */
const NO_CAMERA = `
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('denied', 'NotAllowedError'))`

/** A public toilet in the middle of the grid, in the library. */
async function build(): Promise<string> {
  const operator = await as('DISTRICT_OPERATOR')
  const made = `${at.community}F0911`
  const cells = { code: made, name: TOILET, address: '平整街9号', lon: String(at.lon), lat: String(at.lat) }
  const answer = await fetch(`${origin}/api/library/registers/FACILITY/records`, {
    method: 'POST',
    headers: { ...operator.headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({
      cells: { ...cells, kind: 'TOILET' },
      source: 'CIVIL_AFFAIRS',
      basis: '设施移交清单',
      seen: null,
    }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return made
}

const cases = async (): Promise<readonly CaseSummary[]> =>
  (await member.ask<{ cases: readonly CaseSummary[] }>('GET', '/api/cases?open=true&limit=100')).cases

/** Cases that came since and say these words. */
async function told(before: ReadonlySet<string>) {
  const fresh = (await cases()).filter(({ id }) => !before.has(id))
  const views = await Promise.all(fresh.map(({ id }) => member.read(id)))
  return views.filter((view) => JSON.stringify(view).includes(WORDS))
}

beforeAll(async () => {
  at = await ground(11)
  code = await build()
  picture = await large('album', 110)
  member = await as('GRID_MEMBER', at)
  page = (await show(member, '/field/outbox', { size: 'phone' })).page
  await page.addInitScript(NO_CAMERA)
  page.on('dialog', (dialog) => void dialog.accept())
  await page.getByText('同步于').waitFor()
})

describe('somebody whose device gives neither position nor camera nor map', () => {
  it('reports with a photo of the album and a place of the library', async () => {
    const before = new Set((await cases()).map(({ id }) => id))
    await page.goto('/field/report')
    await page.getByText('没有得到定位许可').waitFor()
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '从相册选择' }).click()
    expect((await chooser).isMultiple()).toBe(true)
    await (await chooser).setFiles(picture)
    await page.getByRole('img', { name: '照片 1' }).waitFor()
    await page.getByLabel('名称、拼音或首字母').fill('垃圾')
    await page.locator('.tiles button').first().click()
    await page.getByLabel('说明（选填）').fill(WORDS)
    await page.getByLabel('地址或附近的标志物（选填）').fill('测试公厕')
    const known = page.getByRole('region', { name: '底数中的地点' })
    await known.getByRole('button', { name: new RegExp(TOILET) }).waitFor()
    await shot(page, 'field-refused-place', true)
    await known.getByRole('button', { name: new RegExp(TOILET) }).click()
    await page.getByText(at.gridName).first().waitFor()
    await page.getByRole('button', { name: '发送', exact: true }).click()
    await page.getByRole('heading', { name: /中心已收|已存本机/ }).waitFor()
    await expect.poll(async () => (await told(before)).length, { timeout: 15_000 }).toBe(1)
    expect((await told(before))[0]?.grid).toBe(at.grid)
  })

  it('lets the original of the photo follow over any network, and an officer opens it in full', async () => {
    await page.goto('/field/outbox')
    await page.getByText('1 张照片已送达，原图等待补传').waitFor()
    await shot(page, 'field-originals', true)
    await page.getByRole('checkbox', { name: '不等无线网络' }).check()
    await page.getByText('照片和原图都已送达').waitFor()
    const [view] = await told(new Set())
    const [sent = ''] = /[0-9a-f]{64}/.exec(JSON.stringify(view)) ?? []
    const { headers } = await as('DISTRICT_OPERATOR')
    const answer = await fetch(`${origin}/api/files/${sent}/original`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ purpose: 'EVIDENCE' }),
    })
    expect(Buffer.from(await answer.arrayBuffer()).equals(picture.buffer)).toBe(true)
  })

  it('patrols by the numbers on the plates, and nothing says that the person was not there', async () => {
    await page.goto('/field/patrol')
    await page.getByRole('button', { name: '开始巡查' }).and(page.locator(':enabled')).click()
    await page.getByRole('button', { name: '扫码到点' }).click()
    await page.getByText('打不开相机').waitFor()
    await page.getByLabel('输入编号').fill(code)
    await page.getByRole('button', { name: '到点', exact: true }).click()
    await page.getByText(`${TOILET}：已到点`).waitFor()
    await page.getByText('没有定位，只记点位').waitFor()
    await expect.poll(() => page.getByText('相距较远').count()).toBe(0)
    await page.getByRole('button', { name: '结束巡查' }).click()
    await page.getByText('巡查已结束并存在本机').waitFor()
    await shot(page, 'field-refused-patrol', true)
  })
})
