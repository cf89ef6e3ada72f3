import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { chromium, type Browser, type BrowserContext, type BrowserServer, type Page } from 'playwright-core'

const FLAGS = [
  // Maps need WebGL; without a graphics card it is drawn by software.
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  // Pages themselves are painted by the processor: through the drawn-by-software card they cost 40 % more of it.
  '--disable-gpu-compositing',
  '--disable-gpu-rasterization',
  // The product runs without the internet, and so do its journeys.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--no-pings',
  '--no-first-run',
  '--font-render-hinting=none',
  // Voice notes are recorded from a tone; this browser has no window that could ask whether it may.
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
]
/** A container runs as root, where the sandbox cannot start. */
const SANDBOX = process.getuid?.() !== 0

/** The browser of all journeys, to which each file connects: `CHROMIUM_PATH`, or the Chromium of an npm package. */
export async function serveBrowser(): Promise<BrowserServer> {
  return chromium.launchServer({
    executablePath: await executable(),
    chromiumSandbox: SANDBOX,
    args: FLAGS,
  })
}

export interface PhoneBrowser {
  readonly window: BrowserContext
  /** The battery is taken out: nothing is written any more. */
  readonly kill: () => Promise<void>
}

/** A browser of its own whose disk is `folder`, as on a phone: it can be killed and started again on it. */
export async function startPhone(folder: string): Promise<PhoneBrowser> {
  const own = ['--headless', '--accept-lang=zh-CN', `--user-data-dir=${folder}`, '--remote-debugging-port=0']
  const flags = [...FLAGS, ...own, ...(SANDBOX ? [] : ['--no-sandbox'])]
  // A group of its own: the processes of its pages go with it.
  const child = spawn(await executable(), flags, { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  const gone = once(child, 'exit')
  let address: string | undefined
  for await (const line of createInterface({ input: child.stderr })) {
    address = /DevTools listening on (ws:.*)$/.exec(line)?.[1]
    if (address) break
  }
  child.stderr.resume()
  const browser = await chromium.connectOverCDP(address ?? '')
  const [window] = browser.contexts()
  if (!window) throw new Error('the browser has no window')
  return {
    window,
    async kill() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
      await gone
      await browser.close()
    },
  }
}

async function executable(): Promise<string> {
  const own = process.env['CHROMIUM_PATH']
  if (own) return own
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}

/** Sizes at which screens are looked at: desk, wall, tablet, phone, and the narrowest phone we promise. */
export const SIZES = {
  desk: { width: 1440, height: 900 },
  wall: { width: 1920, height: 1080 },
  tablet: { width: 800, height: 1280 },
  tabletAcross: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
  narrow: { width: 360, height: 640 },
} as const
export type SizeName = keyof typeof SIZES

export interface WindowOptions {
  readonly size?: SizeName
  readonly language?: 'zh-CN' | 'en-GB'
  readonly dark?: boolean
  /** Where the device believes to be; positioning is denied when absent. */
  readonly position?: { readonly longitude: number; readonly latitude: number; readonly accuracy?: number }
  /** False: a browser without WebGL, which screens must stand too. Maps drawn by software take a core for seconds. */
  readonly maps?: boolean
}

/** Runs in the page: canvases as on a machine whose graphics are switched off. */
const WITHOUT_GRAPHICS = `
  const getContext = HTMLCanvasElement.prototype.getContext
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind.startsWith('webgl') ? null : getContext.call(this, kind, ...more)
  }`

/** A separate browser profile: own session, own language, own theme. */
export async function openWindow(
  browser: Browser,
  origin: string,
  options: WindowOptions = {},
): Promise<BrowserContext> {
  const size = options.size ?? 'desk'
  const touch = size !== 'desk' && size !== 'wall'
  const window = await browser.newContext({
    baseURL: origin,
    viewport: SIZES[size],
    locale: options.language ?? 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: options.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    hasTouch: touch,
    isMobile: touch,
    ...(options.position ? { geolocation: options.position, permissions: ['geolocation'] } : {}),
  })
  // What is looked at on screenshots is drawn in full.
  if (options.maps === false && !process.env['SHOTS']) await window.addInitScript(WITHOUT_GRAPHICS)
  return window
}

/**
 * Everything that a page complained about: errors and warnings of the console, exceptions, answers of 500 and above,
 * and requests that left the product's own address.
 */
export function listen(page: Page, origin: string): readonly string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    // Drawing by software makes the driver report slow reads; no screen can help that.
    if (
      message.type() === 'error' ||
      (message.type() === 'warning' && !/GL Driver Message/.test(message.text()))
    )
      complaints.push(`console ${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`))
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`)
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^(http|ws)s?:$/.test(url.protocol) && url.origin !== origin)
      complaints.push(`left the house: ${url.href}`)
  })
  return complaints
}

/** Horizontal scrolling of the page in CSS pixels; 0 when everything fits. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
