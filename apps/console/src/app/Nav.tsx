import { AimOutlined, EnvironmentOutlined, FormOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { Link, useLocation } from 'wouter'
import { useText } from '../i18n/text.ts'
import { answersCalls, mayReport } from '../report/mayReport.ts'
import { useSession } from '../session/session.ts'

const PLACES = [
  { path: '/', key: 'nav:desk', Icon: AimOutlined },
  { path: '/cases', key: 'nav:cases', Icon: UnorderedListOutlined },
  { path: '/map', key: 'nav:map', Icon: EnvironmentOutlined },
  { path: '/report', key: 'nav:report', Icon: FormOutlined },
] as const

/** Only what the post may open. */
export function Nav() {
  const t = useText()
  const { post } = useSession()
  const [at] = useLocation()
  const here = (path: string): boolean => (path === '/' ? at === '/' : at.startsWith(path))
  return (
    <nav className="shell-nav" aria-label={t('app:menu')}>
      {PLACES.filter(({ path }) => path !== '/report' || mayReport(post.role) || answersCalls(post.role)).map(
        ({ path, key, Icon }) => (
          <Link key={path} href={path} aria-current={here(path) ? 'page' : undefined}>
            <Icon aria-hidden="true" />
            {t(key)}
          </Link>
        ),
      )}
    </nav>
  )
}
