import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '../text.ts'
import { codeReader } from './read-code.ts'

const EVERY_MS = 250

/** Looks for a code until it has one or is closed; the camera is off in both cases. Pictures go nowhere. */
async function watch(
  video: HTMLVideoElement,
  signal: AbortSignal,
  found: (text: string) => void,
): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 } },
    audio: false,
  })
  try {
    if (signal.aborted) return
    video.srcObject = stream
    await video.play()
    const read = await codeReader()
    while (!signal.aborted) {
      const text = await read(video)
      if (text !== null && !signal.aborted) return found(text)
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    }
  } finally {
    for (const track of stream.getTracks()) track.stop()
  }
}

interface ScannerProps {
  readonly onText: (text: string) => void
  readonly onFailure: () => void
}

/** The camera with a frame. A browser without a camera, or a person who forbids it, types the number instead. */
export function Scanner({ onText, onFailure }: ScannerProps): ReactNode {
  const text = useText()
  const video = useRef<HTMLVideoElement>(null)
  const latest = useRef({ onText, onFailure })
  const [ready, setReady] = useState(false)
  useEffect(() => {
    latest.current = { onText, onFailure }
  })
  useEffect(() => {
    const shown = video.current
    if (!shown) return
    const leaving = new AbortController()
    watch(shown, leaving.signal, (found) => latest.current.onText(found)).catch(() => {
      if (!leaving.signal.aborted) latest.current.onFailure()
    })
    return () => leaving.abort()
  }, [])
  return (
    <div className="scanner">
      <video
        ref={video}
        muted
        playsInline
        aria-label={text('patrol:scan')}
        onPlaying={() => setReady(true)}
      />
      <p>{text(ready ? 'patrol:scanHint' : 'shell:loading')}</p>
    </div>
  )
}
