import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useText } from '../i18n/text.ts'
import './charts.css'

interface ChartFrameProps {
  readonly title: string
  /** Kept from the first moment, so that nothing below moves. */
  readonly height: number
  readonly legend: readonly { readonly name: string; readonly colour: string; readonly dashed?: boolean }[]
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Draws into the width that there is. */
  readonly children: (width: number) => ReactNode
}

/** A chart with its legend, and behind a button the same numbers as a table for who reads with ears or fingers. */
export function ChartFrame({ title, height, legend, head, rows, children }: ChartFrameProps) {
  const t = useText()
  const id = useId()
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [asTable, setAsTable] = useState(false)
  useEffect(() => {
    if (!place.current) return
    const watcher = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)))
    watcher.observe(place.current)
    return () => watcher.disconnect()
  }, [])
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption>
        <strong id={id}>{title}</strong>
        {legend.length > 1 && (
          <span className="chart-legend">
            {legend.map(({ name, colour, dashed }) => (
              <span key={name}>
                <i style={{ background: dashed ? 'none' : colour, borderColor: colour }} />
                {name}
              </span>
            ))}
          </span>
        )}
        <button
          type="button"
          className="chart-switch"
          aria-expanded={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? t('chart:asPicture') : t('chart:asTable')}
        </button>
      </figcaption>
      <div ref={place} style={asTable ? { minHeight: height } : { height }} className="chart-place">
        {asTable ? (
          <div className="chart-table">
            <table>
              <thead>
                <tr>
                  {head.map((name, index) => (
                    <th key={index} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(([name = '', ...values]) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    {values.map((value, index) => (
                      <td key={index}>{value}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ) : (
          width > 0 && children(width)
        )}
      </div>
    </figure>
  )
}
