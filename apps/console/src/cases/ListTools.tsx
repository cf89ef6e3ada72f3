import { SettingOutlined, StarOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Popover } from 'antd'
import { useState } from 'react'
import { useText } from '../i18n/text.ts'
import { COLUMNS } from './columns.tsx'
import { keepSaved, readSaved, type SavedFilter } from './filters.ts'

interface ColumnChooserProps {
  readonly shown: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
}

export function ColumnChooser({ shown, onChange }: ColumnChooserProps) {
  const t = useText()
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          className="column-chooser"
          value={[...shown]}
          options={COLUMNS.map(({ id, title }) => ({ value: id, label: t(title), disabled: id === 'title' }))}
          onChange={(ids) => onChange(COLUMNS.map(({ id }) => id).filter((id) => ids.includes(id)))}
        />
      }
    >
      <Button icon={<SettingOutlined />}>{t('cases:columns')}</Button>
    </Popover>
  )
}

interface SavedFiltersProps {
  readonly search: string
  readonly onChoose: (search: string) => void
}

/** Named filters, kept on this device. */
export function SavedFilters({ search, onChoose }: SavedFiltersProps) {
  const t = useText()
  const [saved, setSaved] = useState(readSaved)
  const [name, setName] = useState('')
  const keep = (next: readonly SavedFilter[]): void => {
    setSaved(next)
    keepSaved(next)
  }
  const save = (): void => {
    if (!name.trim() || !search) return
    keep([...saved.filter((each) => each.name !== name.trim()), { name: name.trim(), search }])
    setName('')
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div className="saved-filters">
          {!saved.length && <p className="gz-muted">{t('cases:savedNone')}</p>}
          {saved.map((each) => (
            <div key={each.name}>
              <Button
                type={each.search === search ? 'primary' : 'text'}
                onClick={() => onChoose(each.search)}
              >
                {each.name}
              </Button>
              <Button
                type="text"
                size="small"
                aria-label={`${t('cases:remove')} ${each.name}`}
                onClick={() => keep(saved.filter((other) => other.name !== each.name))}
              >
                ×
              </Button>
            </div>
          ))}
          <Input.Search
            value={name}
            maxLength={20}
            placeholder={t('cases:saveName')}
            aria-label={t('cases:saveName')}
            enterButton={t('cases:save')}
            disabled={!search}
            onChange={(event) => setName(event.target.value)}
            onSearch={save}
          />
        </div>
      }
    >
      <Button icon={<StarOutlined />}>{t('cases:saved')}</Button>
    </Popover>
  )
}
