import {
  AimOutlined,
  AlertOutlined,
  AppstoreOutlined,
  BankOutlined,
  BarChartOutlined,
  CarryOutOutlined,
  CompassOutlined,
  EnvironmentOutlined,
  FormOutlined,
  SafetyOutlined,
  TabletOutlined,
  TeamOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import type { Role } from '@gezhi/core/people/roles'
import { seesResidents } from '@gezhi/core/residents/resident'
import { Link, useLocation } from 'wouter'
import { seesFigures } from '../assessment/roles.ts'
import { seesDevices } from '../devices/roles.ts'
import { seesGrids } from '../grids/roles.ts'
import { seesLibrary } from '../library/roles.ts'
import { useText } from '../i18n/text.ts'
import { seesCoverage } from '../patrol/roles.ts'
import { answersCalls, mayReport } from '../report/mayReport.ts'
import { useSession } from '../session/session.ts'

/** What the weekly meeting of the leaders goes through (domain specification §2.6). */
const RED_CARDS = '/cases?open=true&card=RED'

const PLACES = [
  { path: '/', key: 'nav:desk', Icon: AimOutlined },
  { path: '/cases', key: 'nav:cases', Icon: UnorderedListOutlined },
  { path: RED_CARDS, key: 'nav:redCards', Icon: AlertOutlined },
  { path: '/map', key: 'nav:map', Icon: EnvironmentOutlined },
  { path: '/assessment', key: 'nav:assessment', Icon: BarChartOutlined },
  { path: '/library', key: 'nav:library', Icon: BankOutlined },
  { path: '/grids', key: 'nav:grids', Icon: AppstoreOutlined },
  { path: '/patrol', key: 'nav:patrol', Icon: CompassOutlined },
  { path: '/fieldwork', key: 'nav:fieldwork', Icon: CarryOutOutlined },
  { path: '/residents', key: 'nav:residents', Icon: TeamOutlined },
  { path: '/protection', key: 'nav:protection', Icon: SafetyOutlined },
  { path: '/devices', key: 'nav:devices', Icon: TabletOutlined },
  { path: '/report', key: 'nav:report', Icon: FormOutlined },
] as const

/** Whether a post has anything to do there. */
function opens(path: (typeof PLACES)[number]['path'], role: Role): boolean {
  switch (path) {
    case '/report':
      return mayReport(role) || answersCalls(role)
    case RED_CARDS:
      return role === 'DISTRICT_LEADER' || role === 'DISTRICT_SUPERVISOR'
    case '/library':
      return seesLibrary(role)
    case '/grids':
      return seesGrids(role)
    case '/patrol':
    case '/fieldwork':
      return seesCoverage(role)
    case '/residents':
      return seesResidents({ role }) && role !== 'DPO'
    case '/protection':
      return role === 'DPO'
    case '/devices':
      return seesDevices(role)
    case '/assessment':
      return seesFigures(role)
    case '/':
    case '/cases':
    case '/map':
      return true
  }
}

/** Only what the post may open. */
export function Nav() {
  const t = useText()
  const { post } = useSession()
  const [at] = useLocation()
  const here = (path: string): boolean => (path === '/' ? at === '/' : at.startsWith(path))
  return (
    <nav className="shell-nav" aria-label={t('app:menu')}>
      {PLACES.filter(({ path }) => opens(path, post.role)).map(({ path, key, Icon }) => (
        <Link key={path} href={path} aria-current={here(path) ? 'page' : undefined}>
          <Icon aria-hidden="true" />
          {t(key)}
        </Link>
      ))}
    </nav>
  )
}
