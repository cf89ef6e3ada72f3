// The photo that reports of a bench show: uploaded once, named by its hash.
import { createClient } from '../../apps/server/src/features/replay/client.ts'
import { upload } from '../../apps/server/src/features/replay/upload.ts'

/** A picture of one pixel: what is stored of a photo is its hash. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Its hash, for `photos` of a report. */
export async function uploadPhoto(url: string, cookie: string): Promise<string> {
  const client = createClient({ url, connections: 1, patienceMs: 5000 })
  try {
    return await upload((asked) => client.ask({ ...asked, headers: { ...asked.headers, cookie } }), PNG)
  } finally {
    client.close()
  }
}
