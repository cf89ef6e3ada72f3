import { call, type Output } from '@gezhi/client/call'
import { noticeApi } from '@gezhi/core/notices/notice.api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

export type Habits = Output<typeof noticeApi.habits>
type Said = Pick<Habits, 'onCall' | 'awayFrom' | 'awayTo'>

/** What this post has said about being told, and how to say it anew. */
export function useHabits() {
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: ['habits'],
    queryFn: ({ signal }) => call(noticeApi.habits, {}, { signal }),
  })
  const again = () => queries.invalidateQueries({ queryKey: ['habits'] })
  const save = useMutation({
    mutationFn: (said: Said) => call(noticeApi.setHabits, { body: said }),
    onSuccess: again,
  })
  return { query, save, again }
}

const WORKER = 'notices.worker.js'

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> => {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (character) => character.codePointAt(0) ?? 0)
}

const base64url = (buffer: ArrayBuffer | null): string =>
  btoa(String.fromCodePoint(...new Uint8Array(buffer ?? new ArrayBuffer(0))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** Whether this browser can show notices while the page is closed. */
export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in globalThis

/** The worker has a place of its own beside the app's: an app may have another one for its offline work. */
const registration = (base: string) =>
  navigator.serviceWorker.register(`${base}${WORKER}`, { scope: `${base}push/` })

/** The subscription of this device, or null. `base` is the address of the app: `/console/`. */
export const deviceSubscription = async (base: string): Promise<PushSubscription | null> =>
  (await (await registration(base)).pushManager.getSubscription()) ?? null

/** Asks the person, subscribes this device and tells the server. Rejects when the person or the browser says no. */
export async function subscribeDevice(base: string, pushKey: string): Promise<void> {
  const { pushManager } = await registration(base)
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(pushKey) })
  const keys = { p256dh: base64url(made.getKey('p256dh')), auth: base64url(made.getKey('auth')) }
  await call(noticeApi.subscribe, { body: { endpoint: made.endpoint, keys } })
}

export async function unsubscribeDevice(base: string): Promise<void> {
  const made = await deviceSubscription(base)
  if (!made) return
  await call(noticeApi.unsubscribe, { body: { endpoint: made.endpoint } })
  await made.unsubscribe()
}
