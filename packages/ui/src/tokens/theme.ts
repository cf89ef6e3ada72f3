import { type Colours, COLOURS, type ThemeName } from './colours.ts'

/** Chinese system fonts first by platform; Latin letters and digits come from the same families. */
export const FONT_STACK =
  '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif'

export const RADIUS = 6

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Every colour as a CSS variable: `--gz-panel`, `--gz-urgency-urgent-ink`, `--gz-step-handle-mark` … */
export function cssVariables(colours: Colours): Record<string, string> {
  const variables: Record<string, string> = {}
  const walk = (prefix: string, value: object): void => {
    for (const [name, inner] of Object.entries(value) as [string, string | object][]) {
      const key = `${prefix}-${name === name.toUpperCase() ? name.toLowerCase() : kebab(name)}`
      if (typeof inner === 'string') variables[key] = inner
      else walk(key, inner)
    }
  }
  walk('--gz', colours)
  return variables
}

/** Puts a theme on the page: variables, native controls and the browser's own frame follow it. */
export function applyTheme(name: ThemeName, root: HTMLElement = document.documentElement): void {
  root.dataset['theme'] = name
  root.style.colorScheme = name === 'dark' ? 'dark' : 'light'
  for (const [key, value] of Object.entries(cssVariables(COLOURS[name]))) root.style.setProperty(key, value)
  root.style.setProperty('--gz-font', FONT_STACK)
}
