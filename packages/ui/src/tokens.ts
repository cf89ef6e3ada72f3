/** Tokens for every surface; Ant Design's theme is apart (`tokens/antd`), as field and portal do not load it. */
export { type ThemeName } from './tokens/colours.ts'
export { applyTheme } from './tokens/theme.ts'
