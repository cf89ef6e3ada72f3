import sharp from 'sharp'
import type { UploadedFile } from './people.ts'

/** A photo as a phone takes it: JPEG with a shade of its own, so that two photos are two files. */
export const photo = async (name: string, shade: number): Promise<UploadedFile> => ({
  name: `${name}.jpg`,
  mimeType: 'image/jpeg',
  buffer: await sharp({
    create: { width: 640, height: 480, channels: 3, background: { r: shade, g: 120, b: 90 } },
  })
    .jpeg()
    .toBuffer(),
})

/** The same as a camera stores it: over 300 KB, which goes out small first. */
export async function large(name: string, shade: number): Promise<UploadedFile> {
  const noise = { type: 'gaussian' as const, mean: shade, sigma: 40 }
  const size = { width: 1400, height: 1050, channels: 3 as const, background: '#777', noise }
  return {
    ...(await photo(name, shade)),
    buffer: await sharp({ create: size }).jpeg({ quality: 85 }).toBuffer(),
  }
}

/** The same with grain, which makes it weigh some 250 KB: long enough on the way to be broken off. */
export async function grainy(name: string, shade: number): Promise<UploadedFile> {
  const noise = { type: 'gaussian' as const, mean: shade, sigma: 40 }
  const buffer = await sharp({ create: { width: 720, height: 540, channels: 3, background: '#777', noise } })
    .jpeg({ quality: 90 })
    .toBuffer()
  return { name: `${name}.jpg`, mimeType: 'image/jpeg', buffer }
}
