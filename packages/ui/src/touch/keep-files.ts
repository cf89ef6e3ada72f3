import { createContext, useContext, useEffect, useState } from 'react'
import { thumbUrl } from '@gezhi/client/upload'
import { previewOf } from './previews.ts'

/** Where chosen photos are kept until they are sent with the command that names them. */
export interface FileKeep {
  /** Keeps a file durably on the device and answers its content address. */
  readonly keep: (file: File) => Promise<string>
  /** Null when it is not on this device. */
  readonly open: (hash: string) => Promise<Blob | null>
}

const Context = createContext<FileKeep | null>(null)
/** Photos chosen inside are kept on the device instead of being sent at once. */
export const FileKeepProvider = Context.Provider
export const useFileKeep = (): FileKeep | null => useContext(Context)

/** Address of the small picture of a photo: of this tab, of this device, or of the centre. */
export function usePicture(hash: string): string {
  const keep = useFileKeep()
  const preview = previewOf(hash)
  const [own, setOwn] = useState<string | null>(null)
  useEffect(() => {
    if (!keep || preview) return
    let url: string | null = null
    let left = false
    const show = async (): Promise<void> => {
      const blob = await keep.open(hash)
      if (!blob || left) return
      url = URL.createObjectURL(blob)
      setOwn(url)
    }
    void show().catch((error: unknown) => reportError(error))
    return () => {
      left = true
      if (url) URL.revokeObjectURL(url)
    }
  }, [hash, keep, preview])
  return preview ?? own ?? thumbUrl(hash)
}
