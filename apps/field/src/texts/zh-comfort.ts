/** Notices without a network, and how the device is comfortable to use, in Chinese. */
export const comfort = {
  told: {
    fromDevice: '本机保存的近 30 日通知，截至 {at}。已读状态有网络后自动上报。',
  },
  look: {
    kept: '本项设置只保存在这台设备上',
    'theme.auto': '跟随手机',
    'theme.light': '浅色',
    'theme.dark': '深色',
    'theme.daylight': '户外强光',
    size: '文字大小',
    'sizes.usual': '标准',
    'sizes.large': '大',
    'sizes.largest': '特大',
    buzz: '发送成功或被退回时振动提示',
  },
}
