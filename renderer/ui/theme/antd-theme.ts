import { type ThemeConfig, theme } from 'antd'
import type { Palette } from './palettes.ts'

const fontFamily = "'Be Vietnam Pro', 'Segoe UI', system-ui, sans-serif"

/** antd's theme from one palette. Sizes follow the 4 px grid; line height 1.45 keeps stacked marks (ế, ộ, ữ) apart. */
export function toAntdTheme(palette: Palette, reducedMotion: boolean): ThemeConfig {
  return {
    algorithm: palette.name === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...colourTokens(palette),
      fontFamily,
      fontSize: 14,
      lineHeight: 1.45,
      borderRadius: 4,
      borderRadiusLG: 4,
      borderRadiusSM: 4,
      sizeUnit: 4,
      sizeStep: 4,
      controlHeight: 32,
      motion: !reducedMotion,
      motionDurationFast: '0.06s',
      motionDurationMid: '0.1s',
      motionDurationSlow: '0.12s',
      wireframe: false,
    },
    components: {
      Table: {
        cellFontSize: 13,
        cellPaddingBlock: 8,
        cellPaddingInline: 8,
        headerBg: palette.ground,
        headerColor: palette.inkSoft,
        headerSplitColor: 'transparent',
        rowHoverBg: palette.accentSoft,
        rowSelectedBg: palette.accentSoft,
        rowSelectedHoverBg: palette.accentSoft,
        borderColor: palette.line,
      },
      Tabs: { horizontalItemGutter: 20, horizontalItemPadding: '8px 0', titleFontSize: 14 },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500, primaryColor: palette.accentInk },
      Alert: { withDescriptionPadding: '8px 12px', withDescriptionIconSize: 16, fontSizeLG: 14 },
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
    },
  }
}

function colourTokens(palette: Palette) {
  return {
    colorPrimary: palette.accent,
    colorPrimaryHover: palette.accentHover,
    colorPrimaryActive: palette.accentHover,
    colorPrimaryText: palette.accent,
    colorPrimaryBg: palette.accentSoft,
    colorLink: palette.accent,
    colorLinkHover: palette.accentHover,
    colorInfo: palette.blue,
    colorSuccess: palette.green,
    colorWarning: palette.amber,
    colorError: palette.red,
    colorErrorText: palette.red,
    colorWarningText: palette.amber,
    colorWarningBg: palette.amberSoft,
    colorErrorBg: palette.redSoft,
    colorInfoBg: palette.blueSoft,
    colorSuccessBg: palette.greenSoft,
    colorText: palette.ink,
    colorTextSecondary: palette.inkSoft,
    colorTextTertiary: palette.inkFaint,
    colorTextQuaternary: palette.inkFaint,
    colorTextPlaceholder: palette.inkFaint,
    colorTextDescription: palette.inkSoft,
    colorTextLightSolid: palette.accentInk,
    colorBgLayout: palette.ground,
    colorBgContainer: palette.surface,
    colorBgElevated: palette.raised,
    colorBorder: palette.lineStrong,
    colorBorderSecondary: palette.line,
    colorSplit: palette.line,
    controlItemBgHover: palette.accentSoft,
    controlItemBgActive: palette.accentSoft,
  }
}
