/** Takes the place of recording out of ISO media (MP4, M4A), byte for byte the same length, so that nothing moves. */

const HEADER = 8

interface Box {
  readonly type: string
  readonly start: number
  readonly end: number
}

/** Boxes that lie side by side between two offsets; ends at the first that does not fit. */
function* boxes(bytes: Buffer, from: number, to: number): Generator<Box> {
  for (let start = from; start + HEADER <= to;) {
    const short = bytes.readUInt32BE(start)
    const long = short === 1 && start + 16 <= to
    const size = long ? Number(bytes.readBigUInt64BE(start + HEADER)) : short === 0 ? to - start : short
    if (size < HEADER || start + size > to) return
    yield { type: bytes.toString('latin1', start + 4, start + HEADER), start, end: start + size }
    start += size
  }
}

/** ISO 6709, as phones write it: +42.2570+118.9610+575.000/ */
const POINT = /[+-]\d{2,6}(?:\.\d+)?[+-]\d{3,7}(?:\.\d+)?(?:[+-]\d+(?:\.\d+)?)?(?:CRS[\w/]*)?\//g

/** The binary location box of 3GPP TS 26.244 becomes free space. */
function freeLocations(header: Buffer): void {
  for (let at = header.indexOf('loci', 0, 'latin1'); at >= 0; at = header.indexOf('loci', at + 4, 'latin1')) {
    header.write('free', at, 'latin1')
  }
}

/** A copy of the file without the place; null when it held none. Only the header box `moov` is looked at. */
export function withoutPlace(file: Buffer): Buffer | null {
  const copy = Buffer.from(file)
  for (const { type, start, end } of boxes(copy, 0, copy.length)) {
    if (type !== 'moov' && type !== 'meta' && type !== 'udta') continue
    const header = copy.subarray(start, end)
    freeLocations(header)
    for (const { index, 0: found } of header.toString('latin1').matchAll(POINT)) {
      header.write(found.replaceAll(/\d/g, '0'), index, 'latin1')
    }
  }
  return copy.equals(file) ? null : copy
}
