/** Street furniture along the roads: lamps, manholes, hydrants, signs, in distances as they stand in life. */
import { DISTRICT } from './divisions.ts'
import type { GridRow } from './grids.ts'
import type { Road } from './lines.ts'
import { along, contains, distance, toLonLat, type Point } from './plane.ts'
import { chanceOf } from './random.ts'

/** Class, name, metres between two, owner and carer. */
const KINDS = [
  { class: '0118', name: '路灯', every: 198, owner: '红山区住房和城乡建设局', care: '路灯管理所' },
  { class: '0102', name: '污水井盖', every: 342, owner: '赤峰市排水公司', care: '排水养护队' },
  { class: '0103', name: '雨水井盖', every: 414, owner: '赤峰市排水公司', care: '排水养护队' },
  { class: '0107', name: '通信井盖', every: 756, owner: '通信运营企业', care: '通信线路维护中心' },
  { class: '0113', name: '消火栓', every: 864, owner: '红山区消防救援大队', care: '供水公司' },
  { class: '0209', name: '交通标志牌', every: 630, owner: '公安分局交管大队', care: '交通设施养护队' },
  { class: '0203', name: '公交站亭', every: 1260, owner: '红山区交通运输局', care: '公交公司' },
  { class: '0133', name: '视频监控杆', every: 990, owner: '红山区公安分局', care: '雪亮工程运维中心' },
] as const

function* pointsAlong(line: readonly Point[], every: number): Generator<Point> {
  let left = every / 2
  for (const [index, b] of line.entries()) {
    const a = line[index - 1]
    if (!a) continue
    const length = distance(a, b)
    for (; left < length; left += every) yield along(a, b, left / length)
    left -= length
  }
}

/** Codes: district, class, serial of the class (GB/T 30428.2 in form). */
export function components(roads: readonly Road[], grids: readonly GridRow[]) {
  const chance = chanceOf('components')
  const serials = new Map<string, number>()
  const homeOf = (at: Point) =>
    grids.find((grid) => distance(grid.centre, at) < 3_000 && contains(grid.ring, at))
  return KINDS.flatMap(({ class: kind, name, every, owner, care }) =>
    roads
      .filter((road) => road.name)
      .flatMap((road) =>
        [...pointsAlong(road.line, every)].flatMap((at) => {
          if (!homeOf(at)) return []
          const serial = (serials.get(kind) ?? 0) + 1
          serials.set(kind, serial)
          const [lon, lat] = toLonLat(at)
          return [
            {
              code: `${DISTRICT}${kind}${String(serial).padStart(6, '0')}`,
              name: `${road.name}${name}${serial}`,
              address: road.name,
              lon,
              lat,
              class: name,
              owner,
              care,
              installed: `${chance.whole(2008, 2025)}-${String(chance.whole(1, 12)).padStart(2, '0')}-01`,
              state: chance.next() < 0.985 ? 'GOOD' : 'DAMAGED',
            },
          ]
        }),
      ),
  )
}
