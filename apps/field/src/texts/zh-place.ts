/** Where a report is, when the position alone does not say it. */
export const reportPlace = {
  reportPlace: {
    near: '就在这里？',
    nearHint: '点一下，位置就贴到这处楼栋或点位。',
    metres: '{name} · {n} 米',
    snapped: '已贴到：{name}',
    wrong: '位置不准',
    wrongHint: '按清单选网格和楼栋。中心会看到位置是大致的，不影响您的考评。',
    right: '改用定位或地图',
    grid: '在哪个网格',
    building: '哪栋楼、哪个点位（可不选）',
    find: '名称或首字母',
    none: '本机没有这个网格的楼栋。请在下面写明地址。',
    whole: '只说网格，位置约在 {n} 米范围内',
  },
}
