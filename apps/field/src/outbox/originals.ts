// Whether originals of photos may follow on any network: the person pays for it, so the person says so, on this device.

const STORE = 'gezhi.field.originals'
const ANYWHERE = 'anywhere'

export function mayFollowAnywhere(): boolean {
  try {
    return localStorage.getItem(STORE) === ANYWHERE
  } catch {
    return false
  }
}

/** False when the device does not keep settings. */
export function letFollowAnywhere(allowed: boolean): boolean {
  try {
    if (allowed) localStorage.setItem(STORE, ANYWHERE)
    else localStorage.removeItem(STORE)
    return true
  } catch {
    return false
  }
}
