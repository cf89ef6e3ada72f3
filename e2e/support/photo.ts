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
