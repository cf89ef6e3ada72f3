// Reads QR codes out of camera pictures: by the browser where it can (Android), else by the kept library.
/** The text of a code in the picture, or null. */
export type ReadCode = (video: HTMLVideoElement) => Promise<string | null>

interface Detector {
  readonly detect: (source: CanvasImageSource) => Promise<readonly { readonly rawValue: string }[]>
}
type DetectorClass = (new (options: { formats: readonly string[] }) => Detector) & {
  readonly getSupportedFormats: () => Promise<readonly string[]>
}

/** Gate: TypeScript's DOM library does not know it; only what is used is said here. */
const detectorClass = (): DetectorClass | undefined =>
  'BarcodeDetector' in globalThis ? (Reflect.get(globalThis, 'BarcodeDetector') as DetectorClass) : undefined

async function byBrowser(): Promise<ReadCode | null> {
  const Found = detectorClass()
  if (!Found || !(await Found.getSupportedFormats()).includes('qr_code')) return null
  const detector = new Found({ formats: ['qr_code'] })
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? null
}

/** Side of the picture that is read: a plate fills half of the frame, and 480 points are enough for its 25 modules. */
const SIDE = 480

async function byLibrary(): Promise<ReadCode> {
  const { default: decode } = await import('qr/decode.js')
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const drawing = canvas.getContext('2d', { willReadFrequently: true })
  return async (video) => {
    const side = Math.min(video.videoWidth, video.videoHeight)
    if (!drawing || side === 0) return null
    const [left, top] = [(video.videoWidth - side) / 2, (video.videoHeight - side) / 2]
    drawing.drawImage(video, left, top, side, side, 0, 0, SIDE, SIDE)
    try {
      return decode(drawing.getImageData(0, 0, SIDE, SIDE))
    } catch {
      // No code in this picture: the next one comes in a quarter of a second.
      return null
    }
  }
}

export const codeReader = async (): Promise<ReadCode> => (await byBrowser().catch(() => null)) ?? byLibrary()
