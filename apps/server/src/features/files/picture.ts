import sharp from 'sharp'

/** Enough for any phone (108 megapixels are folded to 12–27 by default), little enough for the memory: 200 MB. */
export const MOST_PIXELS = 50_000_000
const PUBLIC_EDGE = 2048
const THUMB_EDGE = 320
/** Pictures decoded at the same time; each needs up to 200 MB. */
const AT_ONCE = 2

export type PictureFault = 'file/image-broken' | 'file/image-size' | 'file/type'

export interface Picture {
  /** Size of the public copy in pixels, upright. */
  readonly width: number
  readonly height: number
  readonly publicCopy: Buffer
  readonly thumb: Buffer
}

// Each upload is another file: a cache of opened files would only hold memory.
sharp.cache(false)
sharp.concurrency(1)

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  running++
  try {
    return await work()
  } finally {
    running--
    waiting.shift()?.()
  }
}

const asJpeg = (path: string, edge: number, quality: number) =>
  sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true })
    .autoOrient()
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality })
    .timeout({ seconds: 20 })
    .toBuffer({ resolveWithObject: true })

/**
 * Decodes a picture and makes its public copy (JPEG, upright, at most 2048 pixels an edge) and thumbnail. New pixels
 * and nothing else: no EXIF, no place, no device, nothing that was appended (domain specification §4.5, R-P-31).
 */
export function readPicture(path: string, mime: string): Promise<Picture | PictureFault> {
  return inTurn(async () => {
    try {
      const { width, height } = await sharp(path, { limitInputPixels: false }).metadata()
      if (width * height > MOST_PIXELS) return 'file/image-size'
      const copy = await asJpeg(path, PUBLIC_EDGE, 85)
      const thumb = await asJpeg(path, THUMB_EDGE, 75)
      return {
        width: copy.info.width,
        height: copy.info.height,
        publicCopy: copy.data,
        thumb: thumb.data,
      }
    } catch (error) {
      if (!(error instanceof Error)) throw error
      // sharp's own builds read no HEVC: such a HEIC is a kind we cannot take, not a broken file.
      if (mime === 'image/heic') return 'file/type'
      return /pixel limit/i.test(error.message) ? 'file/image-size' : 'file/image-broken'
    }
  })
}
