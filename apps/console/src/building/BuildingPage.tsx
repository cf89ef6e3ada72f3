import { EnvironmentOutlined, PrinterOutlined } from '@ant-design/icons'
import { call } from '@gezhi/client/call'
import { caseApi } from '@gezhi/core/cases/case.api'
import type { RecordView } from '@gezhi/core/library/library.api'
import { placeApi } from '@gezhi/core/library/place.api'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useLocation, useSearch } from 'wouter'
import { Answer, Nothing, PageHead, Panel } from '../assessment/parts.tsx'
import { CaseLink } from '../case/RelatedSection.tsx'
import { useText } from '../i18n/text.ts'
import { useRecord } from '../library/data.ts'
import { Freshness } from '../library/Freshness.tsx'
import { FactList } from './FactList.tsx'
import { FlatGrid } from './FlatGrid.tsx'
import { hazardsOf } from './hazards.ts'
import { TenureLegend } from './TenureLegend.tsx'
import '../assessment/assessment.css'
import '../library/library.css'
import './building.css'

/** Metres around the middle of a building within which a case counts as happening at it. */
const AT_BUILDING_M = 60

/** The sheet of a building (楼栋图): its flats by floor and staircase, what is known of it, and what is going on there. */
export function BuildingPage({ id }: { id: string }) {
  const record = useRecord(id)
  return (
    <div className="assess-page">
      <Answer query={record} rows={14}>
        {(view) => <Sheet view={view} />}
      </Answer>
    </div>
  )
}

function Sheet({ view }: { view: RecordView }) {
  const t = useText()
  const [, go] = useLocation()
  const flat = new URLSearchParams(useSearch()).get('house')
  const houses = useQuery({
    queryKey: ['library', 'houses', view.id],
    queryFn: ({ signal }) => call(placeApi.houses, { params: { id: view.id } }, { signal }),
  })
  const select = (house: string | null): void =>
    go(house ? `/buildings/${view.id}?house=${house}` : `/buildings/${view.id}`, { replace: true })
  return (
    <>
      <SheetHead view={view} />
      <div className="sheet">
        <Panel title={t('sheet:flats')} aside={houses.data && <TenureLegend houses={houses.data.houses} />}>
          <Answer query={houses} rows={10}>
            {({ houses: all }) =>
              all.length > 0 ? (
                <FlatGrid houses={all} selected={flat} onSelect={select} />
              ) : (
                <Nothing>{t('sheet:noFlats')}</Nothing>
              )
            }
          </Answer>
        </Panel>
        <div>
          {flat && <FlatPanel key={flat} id={flat} onClose={() => select(null)} />}
          <Hazards view={view} />
          <Panel
            title={t('sheet:facts')}
            aside={<Link href={`/library/records/${view.id}`}>{t('sheet:check')}</Link>}
          >
            <FactList view={view} />
          </Panel>
          <CasesHere view={view} />
        </div>
      </div>
    </>
  )
}

function SheetHead({ view }: { view: RecordView }) {
  const t = useText()
  const [lon, lat] = view.place ?? []
  return (
    <PageHead
      title={view.name}
      about={
        <>
          {view.address} · <span className="gz-nums">{view.code}</span>
        </>
      }
    >
      <Freshness record={view} />
      {lon !== undefined && lat !== undefined && (
        <Link href={`/map?at=${lon},${lat}`} className="no-print">
          <EnvironmentOutlined aria-hidden="true" /> {t('sheet:onMap')}
        </Link>
      )}
      <Button className="no-print" size="small" icon={<PrinterOutlined />} onClick={() => print()}>
        {t('page:print')}
      </Button>
    </PageHead>
  )
}

function FlatPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText()
  const record = useRecord(id)
  return (
    <Answer query={record} rows={5}>
      {(view) => (
        <Panel
          title={view.name}
          aside={
            <Button size="small" type="text" className="no-print" onClick={onClose}>
              {t('keys:close')}
            </Button>
          }
        >
          <p>
            <Freshness record={view} />
          </p>
          <FactList view={view} />
          <p>
            <Link href={`/library/records/${view.id}`}>{t('sheet:check')}</Link>
          </p>
        </Panel>
      )}
    </Answer>
  )
}

function Hazards({ view }: { view: RecordView }) {
  const t = useText()
  const hazards = hazardsOf(view.fields)
  if (hazards.length === 0) return null
  return (
    <Panel title={t('sheet:hazards')}>
      <ul className="sheet-hazards">
        {hazards.map((hazard) => (
          <li key={hazard}>
            <b aria-hidden="true">▲</b> {t(`sheet:hazard.${hazard}`)}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function CasesHere({ view }: { view: RecordView }) {
  const t = useText()
  const [lon = 0, lat = 0] = view.place ?? []
  const near = useQuery({
    queryKey: ['nearby', 'building', view.id],
    queryFn: ({ signal }) => call(caseApi.nearby, { query: { lon, lat } }, { signal }),
    enabled: view.place !== null,
  })
  const here = near.data?.cases.filter(({ distanceM }) => distanceM <= AT_BUILDING_M) ?? []
  return (
    <Panel title={t('sheet:cases', { n: AT_BUILDING_M })}>
      <Answer query={near} rows={3}>
        {() => (here.length === 0 ? <Nothing>{t('sheet:noCases')}</Nothing> : null)}
      </Answer>
      {here.map((each) => (
        <CaseLink
          key={each.case.id}
          summary={each.case}
          note={t('form:metres', { n: Math.round(each.distanceM) })}
        />
      ))}
    </Panel>
  )
}
