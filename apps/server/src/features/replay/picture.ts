/** The one picture of a replay: it says by itself that the source has none. Drawn in strokes, as fonts differ. */
import sharp from 'sharp'

/** Strokes of the letters that are needed, on a field 4 wide and 6 high. */
const LETTERS: Readonly<Record<string, string>> = {
  C: 'M4 0H0V6H4',
  E: 'M4 0H0V6H4M0 3H3',
  H: 'M0 0V6M4 0V6M0 3H4',
  I: 'M2 0V6',
  N: 'M0 6V0L4 6V0',
  O: 'M0 0H4V6H0Z',
  P: 'M0 6V0H4V3H0',
  R: 'M0 6V0H4V3H0M1 3L4 6',
  S: 'M4 0H0V3H4V6H0',
  T: 'M0 0H4M2 0V6',
  U: 'M0 0V6H4V0',
}
const STEP = 6

function line(text: string, centre: number, top: number, scale: number): string {
  const left = centre - ((text.length * STEP - 2) * scale) / 2
  return Array.from(text)
    .map((letter, index) => {
      const at = `translate(${left + index * STEP * scale} ${top}) scale(${scale})`
      return `<path d="${LETTERS[letter] ?? ''}" transform="${at}" vector-effect="non-scaling-stroke"/>`
    })
    .join('')
}

/** A crossed camera and `NO PHOTO IN SOURCE`, as WebP of about 2 kB; the same bytes every time. */
export const noPhotoPicture = (): Promise<Buffer> =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360">
      <rect width="480" height="360" fill="#eef1f4"/>
      <g fill="none" stroke="#5b6670" stroke-width="6" stroke-linejoin="round" stroke-linecap="round">
        <rect x="150" y="70" width="180" height="120" rx="12"/><path d="M200 70L214 48H266L280 70"/>
        <circle cx="240" cy="130" r="38"/><path d="M130 210L350 50" stroke="#b3261e" stroke-width="10"/>
        ${line('NO PHOTO', 240, 240, 6)}${line('IN SOURCE', 240, 295, 5)}
      </g></svg>`),
  )
    .webp({ lossless: true })
    .toBuffer()
