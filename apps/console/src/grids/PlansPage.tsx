import type { RedrawSummary } from '@gezhi/core/grids/redraw.api'
import { useLookups } from '@gezhi/ui/data'
import { EmptyState } from '@gezhi/ui/parts'
import { fullTime } from '@gezhi/ui/time'
import { Link } from 'wouter'
import { Answer, PageHead, Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { useRedraws } from './data.ts'

export const PlanState = ({ state }: { state: RedrawSummary['state'] }) => {
  const t = useText()
  return <span className={`grids-tag grids-state-${state.toLowerCase()}`}>{t(`grids:state.${state}`)}</span>
}

/** All plans of the own area, newest first. */
export function PlansPage() {
  const t = useText()
  const plans = useRedraws()
  return (
    <div className="assess-page">
      <PageHead title={t('grids:plans')} about={t('grids:plansAbout')} />
      <Answer query={plans} rows={8}>
        {({ redraws }) =>
          redraws.length === 0 ? (
            <EmptyState title={t('grids:noPlans')} body={t('grids:noPlansBody')} />
          ) : (
            <PlanTable redraws={redraws} />
          )
        }
      </Answer>
    </div>
  )
}

function PlanTable({ redraws }: { redraws: readonly RedrawSummary[] }) {
  const t = useText()
  const { orgName } = useLookups()
  return (
    <Panel>
      <table className="assess-table">
        <thead>
          <tr>
            <th scope="col">{t('grids:planName')}</th>
            <th scope="col">{t('grids:community')}</th>
            <th scope="col">{t('grids:stateHead')}</th>
            <th scope="col">{t('grids:day')}</th>
            <th scope="col">{t('grids:by')}</th>
          </tr>
        </thead>
        <tbody>
          {redraws.map(({ id, name, communities, state, day, savedAt, savedBy }) => (
            <tr key={id}>
              <th scope="row">
                <Link href={`/grids/plans/${id}`}>{name}</Link>
              </th>
              <td>{communities.map(orgName).join('、')}</td>
              <td>
                <PlanState state={state} />
              </td>
              <td className="gz-nums">{day}</td>
              <td>
                {savedBy.name} <small className="gz-muted gz-nums">{fullTime(savedAt).slice(0, 16)}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
