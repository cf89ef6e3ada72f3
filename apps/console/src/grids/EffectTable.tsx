import type { RedrawEffect } from '@gezhi/core/grids/redraw.api'
import { Nothing } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'

const FIGURES = ['households', 'population', 'buildings', 'openCases', 'expectation'] as const
const BRIEF = ['households', 'population', 'openCases'] as const

const ChangeTag = ({ change }: { change: 'NEW' | 'CHANGED' | 'SAME' | 'RETIRED' }) => {
  const t = useText()
  return <span className={`grids-tag grids-${change.toLowerCase()}`}>{t(`grids:change.${change}`)}</span>
}

/**
 * What moves: grids with what stands in them, grids that end, posts that change grids. `brief`, beside the map: only what
 * changes, and the figures that size is judged by.
 */
export function EffectTable({ effect, brief = false }: { effect: RedrawEffect; brief?: boolean }) {
  const figures = brief ? BRIEF : FIGURES
  const grids = effect.grids.filter(({ change }) => !brief || change !== 'SAME')
  const t = useText()
  const names = new Map(
    effect.grids.flatMap(
      ({ id, code, name }) => [[id, name], ...(code ? [[code, name]] : [])] as [string, string][],
    ),
  )
  const listed = (codes: readonly string[]): string =>
    codes.map((code) => names.get(code) ?? code).join('、') || '—'
  if (brief && grids.length + effect.retired.length === 0) return <Nothing>{t('grids:nothingMoves')}</Nothing>
  return (
    <div className="grids-effect">
      <p className="gz-nums">
        {t('grids:moves', {
          cases: effect.cases,
          tasks: effect.tasks,
          buildings: effect.buildings,
          homes: effect.homes,
        })}
      </p>
      <div className="assess-scroll">
        <table className="assess-table">
          <thead>
            <tr>
              <th scope="col">{t('grids:grid')}</th>
              <th scope="col">{t('grids:changeHead')}</th>
              {figures.map((head) => (
                <th
                  key={head}
                  scope="col"
                  className="num"
                  title={head === 'expectation' ? t('grids:expectationHint') : undefined}
                >
                  {t(`grids:${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grids.map((grid) => (
              <tr key={grid.id}>
                <th scope="row">
                  {grid.name} <small className="gz-muted gz-nums">{grid.code ?? ''}</small>
                </th>
                <td>
                  <ChangeTag change={grid.change} />
                </td>
                {figures.map((head) => (
                  <td key={head} className="num">
                    {head === 'expectation' ? grid[head].toFixed(2) : grid[head].toLocaleString()}
                  </td>
                ))}
              </tr>
            ))}
            {effect.retired.map(({ code, name, successors }) => (
              <tr key={code}>
                <th scope="row">
                  {name} <small className="gz-muted gz-nums">{code}</small>
                </th>
                <td>
                  <ChangeTag change="RETIRED" />
                </td>
                <td colSpan={figures.length}>{t('grids:successors', { names: listed(successors) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {effect.posts.length > 0 && (
        <ul className="grids-posts">
          {effect.posts.map(({ post, name, before, after }) => (
            <li key={post}>{t('grids:postMoves', { name, before: listed(before), after: listed(after) })}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
