import { DownloadOutlined, LoadingOutlined } from '@ant-design/icons'
import { download as fetchFile } from '@gezhi/client/download'
import type { Input } from '@gezhi/client/call'
import type { Endpoint } from '@gezhi/core/kernel/endpoint'
import { useProblemText } from '@gezhi/ui/data'
import { App, Button, type ButtonProps } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '../i18n/text.ts'

interface DownloadButtonProps<E extends Endpoint> {
  readonly endpoint: E
  readonly input: Input<E>
  readonly disabled?: boolean
  readonly type?: ButtonProps['type']
  readonly children: ReactNode
}

const KILO = 1024
/** Under a megabyte in whole kilobytes: a number that moves is what says that something comes. */
const size = (bytes: number): string =>
  bytes < KILO * KILO ? `${Math.round(bytes / KILO)} KB` : `${(bytes / KILO / KILO).toFixed(1)} MB`

function save(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Fetches a file that the server writes on the way; says how much has come, and lets go when asked or left. */
export function DownloadButton<E extends Endpoint>(props: DownloadButtonProps<E>) {
  const { endpoint, input, disabled = false, type = 'default', children } = props
  const t = useText()
  const textOf = useProblemText()
  const { message } = App.useApp()
  const [bytes, setBytes] = useState<number | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const start = async (): Promise<void> => {
    const control = new AbortController()
    running.current = control
    setBytes(0)
    try {
      const { name, content, rows } = await fetchFile(endpoint, input, {
        signal: control.signal,
        onProgress: setBytes,
      })
      save(name, content)
      const done =
        rows === null
          ? t('download:done', { name })
          : t('download:doneRows', { name, n: rows.toLocaleString() })
      void message.success(done)
    } catch (error) {
      if (!control.signal.aborted) void message.error(textOf(error))
    } finally {
      running.current = null
      setBytes(null)
    }
  }
  if (bytes === null)
    return (
      <Button type={type} icon={<DownloadOutlined />} disabled={disabled} onClick={() => void start()}>
        {children}
      </Button>
    )
  return (
    <Button
      type={type}
      icon={<LoadingOutlined aria-hidden aria-label="" />}
      className="gz-nums"
      onClick={() => running.current?.abort()}
    >
      {bytes === 0 ? t('download:waiting') : t('download:coming', { size: size(bytes) })}
    </Button>
  )
}
