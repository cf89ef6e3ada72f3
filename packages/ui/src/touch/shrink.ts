/** Longest side of a sent photo in pixels: enough to read a house number across a street. */
const LONGEST = 1920
/** Photos below this go as they are: shrinking them would only cost quality. */
const SMALL_BYTES = 300_000

/** Size that keeps the proportions and has no side above `longest`; photos are never enlarged. */
export function fitInto(width: number, height: number, longest = LONGEST): readonly [number, number] {
  const scale = Math.min(1, longest / Math.max(width, height))
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
}

/**
 * The photo at sending size as JPEG, without the camera's data about place and device. A photo that is small already, or
 * that this browser cannot draw (HEIC outside Safari), is sent as it is: the server strips and converts it.
 */
export async function shrinkPhoto(file: File): Promise<File> {
  if (file.size <= SMALL_BYTES || !file.type.startsWith('image/')) return file
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!bitmap) return file
  const [width, height] = fitInto(bitmap.width, bitmap.height)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8))
  if (!blob || blob.size >= file.size) return file
  return new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', {
    type: 'image/jpeg',
    lastModified: file.lastModified,
  })
}
