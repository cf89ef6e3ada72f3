import { ChoiceField } from '@gezhi/ui/touch'
import type { ReactNode } from 'react'
import { BUZZ, canBuzz, buzz } from '../device/haptics.tsx'
import { useText } from '../text.ts'
import { TEXT_SIZES, THEME_CHOICES, usePreferences } from './preferences.tsx'

/** How this device looks and feels to the one who holds it: kept here, whoever signs in. */
export function Look(): ReactNode {
  const text = useText()
  const { theme, size, buzzes, language, change } = usePreferences()
  return (
    <section className="gt-panel gt-stack">
      <h2>{text('me:look')}</h2>
      <p className="gt-muted gt-small">{text('look:kept')}</p>
      <ChoiceField
        inline
        label={text('me:theme')}
        choices={THEME_CHOICES.map((value) => ({ value, label: text(`look:theme.${value}`) }))}
        value={theme}
        onChange={(next) => change({ theme: next })}
      />
      <ChoiceField
        inline
        label={text('look:size')}
        choices={TEXT_SIZES.map((value) => ({ value, label: text(`look:sizes.${value}`) }))}
        value={size}
        onChange={(next) => change({ size: next })}
      />
      {canBuzz() ? (
        <label className="gt-choice">
          <input
            type="checkbox"
            checked={buzzes}
            onChange={({ target: { checked } }) => {
              change({ buzzes: checked })
              if (checked) buzz(BUZZ.sent)
            }}
          />
          {text('look:buzz')}
        </label>
      ) : null}
      <button
        type="button"
        className="gt-button"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => change({ language: language === 'zh' ? 'en' : 'zh' })}
      >
        {text('shell:language')}
      </button>
    </section>
  )
}
