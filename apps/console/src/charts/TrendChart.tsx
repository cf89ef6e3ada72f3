import { useId, useState } from 'react'
import { ChartFrame } from './ChartFrame.tsx'
import { everyOf, ticksOf } from './scale.ts'
import './charts.css'

export interface Series {
  readonly name: string
  /** One value a point; null leaves a gap. */
  readonly values: readonly (number | null)[]
  /** CSS colour, best a token. */
  readonly colour: string
  readonly dash?: string
}

interface TrendChartProps {
  readonly title: string
  /** Names of the points, in order. */
  readonly names: readonly string[]
  readonly series: readonly Series[]
  readonly kind: 'line' | 'bar'
  /** Values are shares: the axis ends at 100 %. */
  readonly percent: boolean
  readonly format: (value: number) => string
  readonly height?: number
  /** Where the axis ends, when it is not the largest value that says. */
  readonly most?: number
  /** Said instead of an empty picture. */
  readonly empty?: string
}

const [LEFT, RIGHT, TOP, BOTTOM] = [44, 12, 10, 24]

/** Lines or bars over time, drawn by ourselves in the colours of the theme, with the same numbers as a table. */
export function TrendChart(props: TrendChartProps) {
  const { title, names, series, format, height = 220, empty } = props
  const bare = series.every(({ values }) => values.every((value) => value === null))
  return (
    <ChartFrame
      title={title}
      height={height}
      head={['', ...series.map(({ name }) => name)]}
      rows={names.map((name, at) => [
        name,
        ...series.map(({ values }) => (values[at] == null ? '—' : format(values[at]))),
      ])}
      legend={series.map(({ name, colour, dash }) => ({ name, colour, dashed: dash !== undefined }))}
    >
      {(width) =>
        bare && empty !== undefined ? (
          <p className="chart-empty gz-muted">{empty}</p>
        ) : (
          <Plot {...props} height={height} width={width} />
        )
      }
    </ChartFrame>
  )
}

function Plot({
  names,
  series,
  kind,
  percent,
  format,
  height = 220,
  width,
  most,
}: TrendChartProps & { width: number }) {
  const clip = useId()
  const [at, setAt] = useState<number | null>(null)
  const seen = Math.max(0, ...series.flatMap(({ values }) => values.filter((value) => value !== null)))
  const ticks = percent ? [0, 0.25, 0.5, 0.75, 1] : ticksOf(most ?? Math.max(1, seen))
  const top = ticks.at(-1) ?? 1
  const [inner, tall] = [Math.max(1, width - LEFT - RIGHT), height - TOP - BOTTOM]
  const step = inner / Math.max(1, names.length)
  const x = (index: number): number => LEFT + step * (index + 0.5)
  const y = (value: number): number => TOP + tall * (1 - value / top)
  const every = everyOf(names.length, inner, 56)
  const point = (clientX: number, box: DOMRect): void => {
    const index = Math.floor((clientX - box.left - LEFT) / step)
    setAt(index >= 0 && index < names.length ? index : null)
  }
  return (
    <div className="chart-plot">
      <svg
        width={width}
        height={height}
        aria-hidden="true"
        onPointerMove={(event) => point(event.clientX, event.currentTarget.getBoundingClientRect())}
        onPointerLeave={() => setAt(null)}
      >
        <clipPath id={clip}>
          <rect x={LEFT} y={0} width={inner} height={TOP + tall + 1} />
        </clipPath>
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="chart-grid" x1={LEFT} x2={LEFT + inner} y1={y(tick)} y2={y(tick)} />
            <text className="chart-tick" x={LEFT - 6} y={y(tick)} dy="0.32em" textAnchor="end">
              {format(tick)}
            </text>
          </g>
        ))}
        {names.map(
          (name, index) =>
            index % every === 0 && (
              <text key={name} className="chart-tick" x={x(index)} y={height - 6} textAnchor="middle">
                {name}
              </text>
            ),
        )}
        {at !== null && <line className="chart-at" x1={x(at)} x2={x(at)} y1={TOP} y2={TOP + tall} />}
        <g clipPath={`url(#${clip})`}>
          {series.map((one, index) =>
            kind === 'bar' ? (
              <Bars key={one.name} {...{ one, index, of: series.length, step, x, y, bottom: TOP + tall }} />
            ) : (
              <Line key={one.name} {...{ one, x, y, dots: names.length <= 32 }} />
            ),
          )}
        </g>
      </svg>
      {at !== null && (
        <div
          className="chart-tip"
          style={x(at) > width / 2 ? { right: width - x(at) + 8 } : { left: x(at) + 8 }}
        >
          <strong>{names[at]}</strong>
          {series.map(({ name, values, colour }) => (
            <span key={name}>
              <i style={{ background: colour }} />
              {name} <b>{values[at] == null ? '—' : format(values[at])}</b>
            </span>
          ))}
        </div>
      )}
    </div>
  )
}

interface LineProps {
  readonly one: Series
  readonly x: (index: number) => number
  readonly y: (value: number) => number
  readonly dots: boolean
}

function Line({ one: { values, colour, dash }, x, y, dots }: LineProps) {
  // A point without neighbours makes no line: it is drawn as a dot however narrow the chart.
  const alone = (index: number): boolean => values[index - 1] == null && values[index + 1] == null
  let open = false
  let path = ''
  for (const [index, value] of values.entries()) {
    if (value !== null) path += `${open ? 'L' : 'M'}${x(index).toFixed(1)},${y(value).toFixed(1)}`
    open = value !== null
  }
  return (
    <g>
      <path
        d={path}
        fill="none"
        stroke={colour}
        strokeWidth={2}
        strokeDasharray={dash}
        strokeLinejoin="round"
      />
      {values.map(
        (value, index) =>
          value !== null &&
          (dots || alone(index)) && <circle key={index} cx={x(index)} cy={y(value)} r={3} fill={colour} />,
      )}
    </g>
  )
}

interface BarsProps extends Omit<LineProps, 'dots'> {
  readonly index: number
  readonly of: number
  readonly step: number
  readonly bottom: number
}

function Bars({ one: { values, colour }, index, of, step, x, y, bottom }: BarsProps) {
  const wide = Math.max(1, Math.min(28, (step * 0.7) / of))
  return values.map((value, at) =>
    value === null || value === 0 ? null : (
      <rect
        key={at}
        x={x(at) - (wide * of) / 2 + wide * index}
        y={y(value)}
        width={wide}
        height={Math.max(0, bottom - y(value))}
        rx={1.5}
        fill={colour}
      />
    ),
  )
}
