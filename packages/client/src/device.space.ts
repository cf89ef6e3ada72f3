/** The device has no room: the screen keeps its form and says what can be freed. Nothing was half kept. */
export class NoSpace extends Error {
  override readonly name = 'NoSpace'
}

/** The browser's word for a full disk or a full share of it. */
export const isFull = (error: unknown): boolean =>
  error instanceof NoSpace || (error instanceof Error && error.name === 'QuotaExceededError')

/**
 * Does `work`, which writes. When there is no room, `free` makes some and it is tried once more; then it throws `NoSpace`,
 * whatever the browser calls it.
 */
export async function keeping<T>(work: () => Promise<T>, free: () => Promise<unknown>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isFull(error)) throw error
  }
  try {
    await free()
    return await work()
  } catch (error) {
    throw isFull(error) ? new NoSpace('the device has no room left', { cause: error }) : error
  }
}

export interface Space {
  readonly usedBytes: number
  readonly quotaBytes: number
  /** Fewer than 50 MB are left, some thirty photos: to be said before it hurts. */
  readonly low: boolean
  /** The browser has promised not to clear it when it needs room. */
  readonly persisted: boolean
}

const LOW_BYTES = 50_000_000

/** Null where the browser does not say. */
export async function spaceLeft(storage: StorageManager | undefined): Promise<Space | null> {
  if (!storage?.estimate) return null
  const { usage = 0, quota = 0 } = await storage.estimate()
  const persisted = (await storage.persisted?.()) ?? false
  return { usedBytes: usage, quotaBytes: quota, low: quota > 0 && quota - usage < LOW_BYTES, persisted }
}

/** Asks that what is kept here is not cleared without the person; browsers grant it to installed apps. */
export const askToPersist = async (storage: StorageManager | undefined): Promise<boolean> =>
  (await storage?.persist?.()) ?? false
