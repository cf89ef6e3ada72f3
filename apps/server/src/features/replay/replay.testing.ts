/** A small mapping and file in the style of a city's open data, made here: no foreign row is in the project. */

export const MAPPING = `source:
  { code: test-311, name: 测试来源, kind: DEPARTMENT }
format: { type: csv }

fields:
  id: request
  opened: open
  target: target
  closed: close
  title: title
  text: [type, note]
  result: closing
  address: address
  lon: x
  lat: y
  verdict: flag

time: { formats: ['yyyy-MM-dd HH:mm:ss'], zone: America/New_York, here: Asia/Shanghai }
verdict: { onTime: [ONTIME], late: [OVERDUE] }
category:
  default: W12040
  columns:
    type:
      Trash: W01001
      Pothole: W02002

place:
  rule: affine
  from: [-71.09, 42.31]
  to: [119.0037, 42.216]
  scale: 0.5
  unknown: [[-71.0587, 42.3594]]
  elsewhere: hash
noPhoto: 来源系统未提供照片
noResult: 来源系统未说明办理结果
`

export const HEADER = 'request,open,target,close,flag,title,type,note,closing,address,x,y'

const TYPES = ['Trash', 'Pothole', 'Other'] as const
const pad = (value: number) => String(value).padStart(2, '0')

/** `2011-07-03 14:05:09` of the minute after 1 July 2011, 00:00 by the clock on the source's wall. */
export const wall = (minute: number): string => {
  const [day, rest] = [Math.floor(minute / 1440), minute % 1440]
  return `2011-07-${pad(1 + day)} ${pad(Math.floor(rest / 60))}:${pad(rest % 60)}:${pad(minute % 60)}`
}

/**
 * Line of row `n` (from 1): every tenth is never closed, every seventh has no target, every fifth is late, every
 * ninth is closed within a minute, and every sixth lies on the source's default point.
 */
export function line(n: number): string {
  const opened = n * 7
  const closes = n % 9 === 0 ? opened + 1 : opened + 200 + (n % 50)
  const due = n % 5 === 0 ? opened + 100 : opened + 2000
  const [hasTarget, isClosed] = [n % 7 !== 0, n % 10 !== 0]
  const isLate = hasTarget && (!isClosed || closes > due)
  const [x, y] = n % 6 === 0 ? [-71.0587, 42.3594] : [-71.12 + (n % 60) / 1000, 42.29 + (n % 40) / 1000]
  return [
    `R${n}`,
    wall(opened),
    hasTarget ? wall(due) : '',
    isClosed ? wall(closes) : '',
    isLate ? 'OVERDUE' : 'ONTIME',
    `Request ${n}`,
    TYPES[n % TYPES.length],
    '"with, comma"',
    'done',
    `${n} Main St`,
    x,
    y,
  ].join(',')
}

/** A file of `count` sound rows. */
export const csv = (count: number): string =>
  `${[HEADER, ...Array.from({ length: count }, (_, index) => line(index + 1))].join('\r\n')}\r\n`
