/** Notices without a network, and how the device is comfortable to use, in Chinese. */
export const comfort = {
  told: {
    fromDevice: '网络断开。显示本机保存的近 30 日通知，截至 {at}；已读状态有网络后自动上报。',
  },
}
