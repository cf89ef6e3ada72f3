// The map over 100,000 registered buildings: fresh tiles from the database one after the other, and frames in a browser
// while somebody moves and zooms, beside the same map without anything on it in the same run.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import pg from 'pg'
import { tileAt } from '../apps/server/src/kernel/tile-box.ts'
import type { Bench } from './main.ts'
import { startBrowser } from './support/browser.ts'
import { startCluster } from './support/postgres.ts'
import { startProgram } from './support/program.ts'
import { median, percentile, type Round } from './support/report.ts'
import { BENCH_CLUSTER } from './support/reporting.ts'
import { startServer } from './support/server.ts'

/** A map that waits longer for what comes into sight feels broken. */
const LIMIT_MS = 250
/** Frames of a full map may take this many times as long as those of an empty one: both are drawn by software here. */
const FRAME_TIMES = 3
const MOST_BYTES = 150_000
const QUIET_MS = 3000
const POST = 'P-150402-DISTRICT_OPERATOR-1'
const [WEST, SOUTH, WIDTH, HEIGHT] = [118.86, 42.22, 0.16, 0.1] as const
const MIDDLE = `${WEST + WIDTH / 2},${SOUTH + HEIGHT / 2}`

/** Spread evenly, turned and sized by their number, two to thirty floors high. */
async function build(url: string, buildings: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const part = (factor: number) => `(n * ${factor}::float8) - floor(n * ${factor}::float8)`
  await client.query(`
    insert into library_record (district, id, register, code, name, address, street, community, place, fields, source,
      as_of, changed_at, touched_at, load)
    select 150402, gen_random_uuid(), 'BUILDING', '150402001001' || lpad(n::text, 5, '0'), n || '号楼', '', '150402001',
      '150402001001', st_setsrid(st_translate(st_scale(st_rotate(
        st_makeenvelope(-(6 + n % 31) / 2.0, -(5 + n % 17) / 2.0, (6 + n % 31) / 2.0, (5 + n % 17) / 2.0), radians(n % 90)),
        1 / (111195 * cos(radians(lat))), 1 / 111195.0), lon, lat), 4326),
      jsonb_build_object('floorsAbove', 2 + n % 29), 'HOUSING', now(), now(), now(), gen_random_uuid()
    from (select n, ${WEST} + ${WIDTH} * ${part(0.6180339887)} as lon, ${SOUTH} + ${HEIGHT} * ${part(0.7548776662)} as lat
      from generate_series(0, ${buildings - 1}) n) s`)
  await client.query('vacuum analyze library_record')
  await client.end()
}

/** Tiles of zoom 14 to 16 that hold buildings, at most `most` of each zoom. */
function tiles(most: number): readonly string[] {
  return [14, 15, 16].flatMap((z) => {
    const [left, bottom] = tileAt(WEST, SOUTH, z)
    const [right, top] = tileAt(WEST + WIDTH, SOUTH + HEIGHT, z)
    const all = Array.from({ length: (right - left + 1) * (bottom - top + 1) }, (_, index) => {
      const [x, y] = [left + (index % (right - left + 1)), top + Math.floor(index / (right - left + 1))]
      return `/api/tiles/base/${z}/${x}/${y}`
    })
    return all.filter((_, index) => index % Math.ceil(all.length / most) === 0)
  })
}

/** Milliseconds of each tile that nobody has asked for yet. */
async function fetchFresh(url: string, paths: readonly string[]): Promise<number[]> {
  const times: number[] = []
  for (const path of paths) {
    const began = performance.now()
    const answer = await fetch(url + path)
    const { byteLength } = await answer.arrayBuffer()
    times.push(performance.now() - began)
    const weight = Number(answer.headers.get('content-length') ?? 0)
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    if (weight > MOST_BYTES) throw new Error(`${path} weighs ${weight} bytes, ${byteLength} unpacked`)
  }
  return times
}

/** Counts frames in the page: milliseconds between two that are drawn. */
const WATCH = `
  window.frames = []
  let last = performance.now()
  const step = (now) => { window.frames.push(now - last); last = now; requestAnimationFrame(step) }
  requestAnimationFrame(step)`

/** Median milliseconds of a frame while the map is dragged about and zoomed out and in again. */
async function framesOf(page: Page): Promise<number> {
  const box = await page.locator('.maplibregl-canvas').boundingBox()
  if (!box) throw new Error('there is no map')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.evaluate(WATCH)
  for (const [dx, dy] of [
    [180, 0],
    [0, 120],
    [-180, -120],
  ] as const) {
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + dx, y + dy, { steps: 20 })
    await page.mouse.up()
  }
  for (const turn of [240, -240]) {
    await page.mouse.wheel(0, turn)
    await page.waitForTimeout(600)
  }
  // The script above fills it with numbers.
  const frames = await page.evaluate<number[]>('window.frames')
  return median(frames.slice(5))
}

async function signIn(window: BrowserContext, url: string, cookies: string): Promise<void> {
  await window.addCookies(
    cookies.split(/;\s*/).map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return { name, value: value.join('='), url }
    }),
  )
}

async function drawn(
  browser: Browser,
  { url, cookies, empty }: { readonly url: string; readonly cookies: string; readonly empty: boolean },
): Promise<number> {
  const window = await browser.newContext({ viewport: { width: 1280, height: 720 } })
  try {
    await signIn(window, url, cookies)
    if (empty) await window.route('**/api/tiles/**', (route) => route.fulfill({ status: 204 }))
    const page = await window.newPage()
    let tileAtMs = performance.now()
    page.on('requestfinished', (request) => {
      if (request.url().includes('/api/tiles/')) tileAtMs = performance.now()
    })
    await page.goto(`${url}/console/map?at=${MIDDLE}`)
    await page.locator('.map-tools button:last-child:enabled').waitFor()
    // The live stream never ends: the map is there when no tile has come for a while.
    while (performance.now() - tileAtMs < QUIET_MS) await page.waitForTimeout(100)
    return await framesOf(page)
  } finally {
    await window.close()
  }
}

export const bench: Bench = async ({ quick, say }) => {
  // The register takes over from the background's 20,000 when it has nine tenths of them.
  const [buildings, most, rounds] = quick ? [25_000, 20, 1] : [100_000, 120, 3]
  const cluster = await startCluster(BENCH_CLUSTER)
  const home = await mkdtemp(join(tmpdir(), 'gezhi-bench-home-'))
  const browser = await startBrowser()
  try {
    const first = await startServer({ databaseUrl: cluster.url, home, posts: [POST] })
    const cookies = first.cookies[POST] ?? ''
    await first.stop()
    await build(cluster.url, buildings)
    say(`${cluster.version}; ${buildings} buildings`)
    const results: Round[] = []
    for (let nth = 0; nth < rounds; nth++) {
      const program = await startProgram({ home, databaseUrl: cluster.url, library: false })
      const { url } = program
      await fetch(`${url}/api/tiles/base/10/0/0`)
      const paths = tiles(most)
      const times = await fetchFresh(url, paths)
      const p95 = percentile(times, 0.95)
      const before = await drawn(browser, { url, cookies, empty: true })
      const full = await drawn(browser, { url, cookies, empty: false })
      const after = await drawn(browser, { url, cookies, empty: true })
      const empty = (before + after) / 2
      await program.stop()
      say(`p95 ${p95.toFixed(0)} ms; a frame ${full.toFixed(1)} ms, empty ${empty.toFixed(1)} ms`)
      results.push({
        ratio: Math.min(LIMIT_MS / p95, (FRAME_TIMES * empty) / full),
        rate: (paths.length * 1000) / times.reduce((sum, ms) => sum + ms, 0),
        more: { p95, p50: median(times), frame: full, empty, frames: full / empty },
      })
    }
    return {
      bench: 'map',
      of: `the lesser of ${LIMIT_MS} ms / p95 of a fresh tile of zoom 14–16 and ${FRAME_TIMES} × a frame of the empty map / a frame with all buildings, drawn by software`,
      goal: 1,
      rounds: results,
      setting: { database: cluster.version, buildings, tiles: most * 3 },
    }
  } finally {
    await browser.close()
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
}
