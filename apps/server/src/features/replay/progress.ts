/** How far a long piece of work is: a bar with rate and time left on a terminal, plain lines elsewhere. */
import { Presets, SingleBar } from 'cli-progress'

const LINE_EVERY_MS = 5000

export interface Meter {
  /** `note` is what the reader wants to know besides, e.g. the simulated day. */
  readonly at: (done: number, note: string) => void
  readonly end: () => void
}

const clock = (seconds: number): string =>
  Number.isFinite(seconds)
    ? `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
    : '–'

function bar(out: NodeJS.WriteStream, name: string, total: number, from: number): Meter {
  const single = new SingleBar(
    {
      format: `${name} {bar} {percentage}% {value}/{total}  {rate}/s  {eta_formatted} left  {note}`,
      stream: out,
      hideCursor: true,
      etaBuffer: 2000,
    },
    Presets.shades_classic,
  )
  const began = performance.now()
  single.start(total, from, { rate: 0, note: '' })
  return {
    at: (done, note) =>
      single.update(done, { rate: Math.round(((done - from) * 1000) / (performance.now() - began)), note }),
    end: () => single.stop(),
  }
}

function lines(out: NodeJS.WriteStream, name: string, total: number, from: number): Meter {
  const began = performance.now()
  let told = began
  let last = { done: from, note: '' }
  const tell = () => {
    const { done, note } = last
    const rate = ((done - from) * 1000) / (performance.now() - began)
    const left = clock((total - done) / rate)
    out.write(`${name}: ${done} of ${total}, ${Math.round(rate)}/s, ${left} left${note && `, ${note}`}\n`)
  }
  return {
    at(done, note) {
      last = { done, note }
      if (performance.now() - told < LINE_EVERY_MS) return
      told = performance.now()
      tell()
    },
    end: tell,
  }
}

/** Counts from `from` to `total` on the given stream. */
export const createMeter = (out: NodeJS.WriteStream, name: string, total: number, from = 0): Meter =>
  (out.isTTY ? bar : lines)(out, name, total, from)
