import {
  DownOutlined,
  GlobalOutlined,
  LogoutOutlined,
  MoonOutlined,
  QuestionCircleOutlined,
  SearchOutlined,
  SunOutlined,
} from '@ant-design/icons'
import type { PostView } from '@gezhi/core/people/session.api'
import { useProblemText } from '@gezhi/ui/data'
import { App, Button, Dropdown, Tooltip } from 'antd'
import { useText } from '../i18n/text.ts'
import { useLiveState } from '../live/live.tsx'
import { Bell } from '../notices/Bell.tsx'
import { useSession, useSessionActions } from '../session/session.ts'
import { usePreferences } from './preferences.ts'

interface HeaderProps {
  readonly onSearch: () => void
  readonly onHelp: () => void
}

export function Header({ onSearch, onHelp }: HeaderProps) {
  const t = useText()
  const { district } = useSession()
  const { theme, language, change } = usePreferences()
  const otherTheme = theme === 'dark' ? 'light' : 'dark'
  return (
    <header className="shell-header">
      <strong className="shell-name">
        {t('app:name')} <span>· {district.name}</span>
      </strong>
      <button type="button" className="shell-search" onClick={onSearch}>
        <SearchOutlined />
        <span>{t('app:search')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <LiveDot />
      <Bell />
      <Tooltip title={t('app:keys')}>
        <Button type="text" icon={<QuestionCircleOutlined />} aria-label={t('app:keys')} onClick={onHelp} />
      </Tooltip>
      <Tooltip title={t(`app:${otherTheme}`)}>
        <Button
          type="text"
          icon={theme === 'dark' ? <SunOutlined /> : <MoonOutlined />}
          aria-label={t(`app:${otherTheme}`)}
          onClick={() => change({ theme: otherTheme })}
        />
      </Tooltip>
      <Button
        type="text"
        icon={<GlobalOutlined />}
        aria-label={`${t('app:otherLanguageShort')} ${t('app:language')}`}
        onClick={() => change({ language: language === 'zh' ? 'en' : 'zh' })}
      >
        {t('app:otherLanguageShort')}
      </Button>
      <PostMenu />
    </header>
  )
}

/** Whether what is shown is live: dot and word. */
function LiveDot() {
  const t = useText()
  const { state } = useLiveState()
  const words = {
    live: 'part:live',
    reconnecting: 'part:stateReconnecting',
    offline: 'part:stateOffline',
  } as const
  return (
    <span className={`live-dot live-${state}`} role="status">
      <i aria-hidden="true" />
      {t(words[state])}
    </span>
  )
}

function PostMenu() {
  const t = useText()
  const { post, posts } = useSession()
  const { message } = App.useApp()
  const textOf = useProblemText()
  const { choosePost, signOut } = useSessionActions()
  const label = (each: PostView): string => `${t(`role:${each.role}`)} · ${each.orgName}`
  const run = (work: Promise<void>): void => {
    work.catch((error: unknown) => void message.error(textOf(error)))
  }
  const items = [
    { type: 'group' as const, key: 'posts', label: t('app:posts') },
    ...posts.map((each) => ({
      key: each.code,
      label: label(each),
      disabled: each.code === post.code,
      onClick: () => run(choosePost(each.code)),
    })),
    { type: 'divider' as const, key: 'line' },
    { key: 'out', icon: <LogoutOutlined />, label: t('app:signOut'), onClick: () => run(signOut()) },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <button type="button" className="post-menu" aria-haspopup="menu">
        <span>
          <strong>{post.personName}</strong>
          <small>{label(post)}</small>
        </span>
        <DownOutlined />
      </button>
    </Dropdown>
  )
}
