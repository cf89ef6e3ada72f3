// One product and one browser for all journeys: each starts in seconds, and every file then begins at once.
import type { TestProject } from 'vitest/node'
import { serveBrowser } from './browser.ts'
import { type Product, startProduct } from './server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the product answers, e.g. `http://127.0.0.1:41234`. */
    readonly origin: string
    /** Where the browser listens for the files that drive it. */
    readonly browser: string
  }
}

/** Lines that the server writes when something broke inside it. */
const FAULT = /"level":(50|60)/

/** A server of one's own when `GEZHI_ORIGIN` names none that runs already, for whoever writes a journey. */
const theProduct = async (): Promise<Product> => {
  const running = process.env['GEZHI_ORIGIN']
  return running ? { origin: running, log: () => '', stop: async () => {} } : startProduct()
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const browser = await serveBrowser()
  const product = await theProduct().catch(async (cause: unknown) => {
    await browser.close()
    throw cause
  })
  project.provide('origin', product.origin)
  project.provide('browser', browser.wsEndpoint())
  return async () => {
    await Promise.all([browser.close(), product.stop()])
    const faults = product
      .log()
      .split('\n')
      .filter((line) => FAULT.test(line))
    if (faults.length > 0) process.stdout.write(`\nthe server wrote:\n${faults.join('\n')}\n`)
  }
}
