/** Small pictures of photos that were sent from this tab: somebody who is not signed in yet cannot ask the server for them. */
const PREFIX = 'gezhi.preview.'
const SIDE = 200

/**
 * Keeps a small picture of a sent photo for this tab, also over a reload: phones throw a page away while the camera
 * is open. Where it cannot be drawn or kept, the server's own small picture is shown instead.
 */
export async function keepPreview(hash: string, file: Blob): Promise<void> {
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (!bitmap) return
  const canvas = document.createElement('canvas')
  const side = Math.min(bitmap.width, bitmap.height)
  canvas.width = SIDE
  canvas.height = SIDE
  const [x, y] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2]
  canvas.getContext('2d')?.drawImage(bitmap, x, y, side, side, 0, 0, SIDE, SIDE)
  bitmap.close()
  try {
    sessionStorage.setItem(PREFIX + hash, canvas.toDataURL('image/jpeg', 0.7))
  } catch {
    // No room: a preview is a convenience only.
  }
}

export const previewOf = (hash: string): string | null => sessionStorage.getItem(PREFIX + hash)
