import { GlobalOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { usePreferences } from '../app/preferences.ts'
import { useText } from '../i18n/text.ts'
import './sign-in.css'

/** The page before the desk: what this is, in which language and light, and below it the ways in. */
export function Entrance({ children }: { children: ReactNode }) {
  const t = useText()
  const { theme, language, change } = usePreferences()
  return (
    <main className="sign-in">
      <header>
        <h1>{t('app:name')}</h1>
        <p>{t('session:tagline')}</p>
        <span>
          <Button
            type="text"
            icon={theme === 'dark' ? <SunOutlined /> : <MoonOutlined />}
            aria-label={t(theme === 'dark' ? 'app:light' : 'app:dark')}
            onClick={() => change({ theme: theme === 'dark' ? 'light' : 'dark' })}
          />
          <Button
            type="text"
            icon={<GlobalOutlined />}
            onClick={() => change({ language: language === 'zh' ? 'en' : 'zh' })}
          >
            {t('app:otherLanguage')}
          </Button>
        </span>
      </header>
      <div className="sign-in-ways">{children}</div>
    </main>
  )
}
