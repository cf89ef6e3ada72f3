// What a device is called in the lists of devices, as far as the browser says: `HUAWEI MatePad 11 · Android 13`.

const LONGEST = 60

const BROWSERS = [
  [/HuaweiBrowser\//, 'Huawei Browser'],
  [/MiuiBrowser\//, 'Mi Browser'],
  [/MicroMessenger\//, 'WeChat'],
  [/Edg(?:A|iOS)?\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/(?:Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const

const SYSTEMS = [
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
] as const

const browserOf = (agent: string): string => BROWSERS.find(([sign]) => sign.test(agent))?.[1] ?? ''

/** Model and system of what is in the hand; Chrome of 2023 and later says `K` for every model. */
function mobileOf(within: string): readonly string[] | null {
  const apple = /\b(iPhone|iPad)\b.*?OS ([\d_]+)/.exec(within)
  if (apple) return [apple[1] ?? '', `iOS ${(apple[2] ?? '').replaceAll('_', '.')}`]
  const android = /Android [\d.]+/.exec(within)
  if (!android) return null
  const model = within.slice(android.index + android[0].length).replace(/Build\/.*|^[;\s]+/g, '')
  const said = model.replaceAll(/^;\s*|;?\s*$/g, '').trim()
  return [said === 'K' ? '' : said, android[0]]
}

/** At most 60 characters; never empty. */
export function machineName(agent: string): string {
  const within = /\(([^)]+)\)/.exec(agent)?.[1] ?? ''
  const mobile = mobileOf(within)
  const system = SYSTEMS.find(([sign]) => sign.test(within))?.[1] ?? ''
  // A telephone with a name needs no browser; where only the system is known, it tells two apart.
  const parts = mobile ? (mobile[0] ? mobile : [mobile[1], browserOf(agent)]) : [system, browserOf(agent)]
  return parts.filter(Boolean).join(' · ').slice(0, LONGEST) || 'browser'
}
