import { theme as antdTheme, type ThemeConfig } from 'antd'
import { COLOURS, type ThemeName } from './colours.ts'
import { FONT_STACK, RADIUS } from './theme.ts'

/**
 * Ant Design drawn with our tokens; sizes are those of the desk (14 px base). Without `motion` its parts do not wait for
 * the end of a movement that a browser told to move less may never report.
 */
export function antdThemeOf(name: ThemeName, motion: boolean): ThemeConfig {
  const colours = COLOURS[name]
  return {
    algorithm: name === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: {
      colorPrimary: colours.accent,
      colorInfo: colours.accent,
      colorLink: colours.accent,
      colorError: colours.danger.mark,
      colorErrorText: colours.danger.ink,
      colorWarning: colours.warn.mark,
      colorSuccess: colours.good.mark,
      colorBgLayout: colours.ground,
      colorBgContainer: colours.panel,
      colorBgElevated: colours.raised,
      colorText: colours.text,
      colorTextSecondary: colours.muted,
      colorTextTertiary: colours.muted,
      colorTextDescription: colours.muted,
      colorTextPlaceholder: colours.muted,
      colorBorder: colours.control,
      colorBorderSecondary: colours.line,
      colorSplit: colours.line,
      borderRadius: RADIUS,
      fontFamily: FONT_STACK,
      fontSize: 14,
      motion,
      motionDurationFast: '0.1s',
      motionDurationMid: '0.15s',
      motionDurationSlow: '0.2s',
      wireframe: false,
    },
    components: {
      Button: {
        primaryColor: colours.onAccent,
        primaryShadow: 'none',
        dangerShadow: 'none',
        defaultShadow: 'none',
      },
      Table: { headerBg: colours.panel, rowHoverBg: colours.accentWash, headerSplitColor: 'transparent' },
      Menu: {
        itemSelectedBg: colours.accentWash,
        itemSelectedColor: colours.accent,
        itemBorderRadius: RADIUS,
      },
      Drawer: { paddingLG: 16 },
    },
  }
}
