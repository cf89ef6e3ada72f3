/** What a photo may weigh without Wi-Fi (domain specification §8). */
const MOST_BYTES = 300_000
/** Longest side in pixels and quality, tried in this order until the photo fits. */
const TRIES = [
  [1920, 0.8],
  [1600, 0.7],
  [1280, 0.6],
  [1024, 0.5],
] as const

async function draw(picture: ImageBitmap, longest: number, quality: number): Promise<Blob> {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)]
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height)
  return canvas.convertToBlob({ type: 'image/jpeg', quality })
}

/**
 * The photo in at most about 300 KB, upright; null when it is small enough, no picture, or the browser cannot draw it:
 * then the original goes out. What the camera wrote about place and device is not in it.
 */
export async function shrink(file: File): Promise<Blob | null> {
  if (!file.type.startsWith('image/') || file.size <= MOST_BYTES) return null
  if (typeof OffscreenCanvas === 'undefined') return null
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    let smallest: Blob | null = null
    for (const [longest, quality] of TRIES) {
      smallest = await draw(picture, longest, quality)
      if (smallest.size <= MOST_BYTES) break
    }
    picture.close()
    return smallest && smallest.size < file.size ? smallest : null
  } catch {
    // A format that this browser cannot decode.
    return null
  }
}
