// A browser that draws maps by software: on every machine the same, and slower than any card.
import { chromium, type Browser } from 'playwright-core'

const FLAGS = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
]

/** `CHROMIUM_PATH`, or the Chromium of an npm package, as for the journeys. */
async function executable(): Promise<string> {
  const own = process.env['CHROMIUM_PATH']
  if (own) return own
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}

export const startBrowser = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: await executable(),
    // A container runs as root, where the sandbox cannot start.
    chromiumSandbox: process.getuid?.() !== 0,
    args: FLAGS,
  })
