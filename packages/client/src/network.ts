// What kind of network a device is on, as far as its browser says: Chrome on Android does, most others do not.

const connection = (): EventTarget | null =>
  'connection' in navigator && navigator.connection instanceof EventTarget ? navigator.connection : null

/** True on Wi-Fi and cable, where bytes cost nothing; false where nobody says. */
export function isWide(): boolean {
  const now = connection()
  const type = now && 'type' in now ? now.type : undefined
  return type === 'wifi' || type === 'ethernet'
}

/** Hears that the device changed to another network; returns how to stop hearing. */
export function onNetwork(heard: () => void): () => void {
  const now = connection()
  now?.addEventListener('change', heard)
  return () => now?.removeEventListener('change', heard)
}
