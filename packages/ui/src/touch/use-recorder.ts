import { useEffect, useRef, useState } from 'react'

/** Seconds after which a recording ends by itself: longer ones are not listened to. */
export const LONGEST_S = 60
/** Speech in Opus: a minute is 180 kB. */
const BITS_PER_SECOND = 24_000

export type RecorderFailure = 'denied' | 'none'

const canRecord = (): boolean =>
  isSecureContext && 'mediaDevices' in navigator && typeof MediaRecorder !== 'undefined'

interface Running {
  readonly recorder: MediaRecorder
  readonly stream: MediaStream
  readonly timer: ReturnType<typeof setInterval>
}

/** `voice.webm` or `voice.m4a`, as the browser records. */
const fileOf = (pieces: readonly Blob[], type: string): File =>
  new File([...pieces], type.includes('mp4') ? 'voice.m4a' : 'voice.webm', {
    type: type.split(';')[0] ?? type,
  })

/** Records with the microphone while it is asked to; what was recorded is handed over when it stops. */
export function useRecorder(onRecorded: (file: File) => void) {
  const [seconds, setSeconds] = useState<number | null>(null)
  const [failure, setFailure] = useState<RecorderFailure | null>(null)
  const running = useRef<Running | null>(null)
  const hand = useRef(onRecorded)
  useEffect(() => {
    hand.current = onRecorded
  })
  const stop = (): void => running.current?.recorder.stop()
  const end = (): void => {
    const { stream, timer } = running.current ?? {}
    clearInterval(timer)
    // The lamp of the microphone goes out.
    for (const track of stream?.getTracks() ?? []) track.stop()
    running.current = null
    setSeconds(null)
  }
  const begin = async (): Promise<void> => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    const recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS_PER_SECOND })
    const pieces: Blob[] = []
    recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data))
    recorder.addEventListener('stop', () => {
      end()
      hand.current(fileOf(pieces, recorder.mimeType))
    })
    let passed = 0
    const timer = setInterval(() => {
      setSeconds(++passed)
      if (passed >= LONGEST_S) stop()
    }, 1000)
    running.current = { recorder, stream, timer }
    setSeconds(0)
    recorder.start()
  }
  const start = (): void => {
    setFailure(null)
    void begin().catch((error: unknown) => {
      end()
      const isDenied = error instanceof DOMException && error.name === 'NotAllowedError'
      setFailure(isDenied ? 'denied' : 'none')
    })
  }
  // Leaving the page while it records: what was said so far is not kept, nobody has listened to it.
  useEffect(
    () => () => {
      const { stream, timer } = running.current ?? {}
      clearInterval(timer)
      for (const track of stream?.getTracks() ?? []) track.stop()
    },
    [],
  )
  return { can: canRecord(), seconds, failure, start, stop }
}
