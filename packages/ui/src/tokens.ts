/** Tokens for every surface; Ant Design's theme is apart (`tokens/antd`), as field and portal do not load it. */
export { COLOURS, type Colours, type Hue, type ThemeName } from './tokens/colours.ts'
export { applyTheme, cssVariables, FONT_STACK, RADIUS, SPACE } from './tokens/theme.ts'
