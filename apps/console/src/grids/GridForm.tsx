import { gridAreaM2 } from '@gezhi/core/grids/layout'
import { hasCode, type PlannedGrid } from '@gezhi/core/grids/redraw.plan'
import { ROLE_NAMES, ROLES } from '@gezhi/core/people/roles'
import { usePosts } from '@gezhi/ui/data'
import { Input, InputNumber, Select } from 'antd'
import { useId } from 'react'
import { useText } from '../i18n/text.ts'

/** Roles that work in grids. */
const IN_GRIDS: ReadonlySet<string> = new Set(ROLE_NAMES.filter((role) => ROLES[role].level === 'L1'))

interface GridFormProps {
  readonly grid: PlannedGrid
  readonly onChange: (change: Partial<PlannedGrid>) => void
}

/** Name, size and people of one grid of the plan. */
export function GridForm({ grid, onChange }: GridFormProps) {
  const t = useText()
  const id = useId()
  const { data } = usePosts(grid.community)
  const posts = (data?.posts ?? []).filter(({ role }) => IN_GRIDS.has(role))
  const known = new Set(posts.map(({ code }) => code))
  const options = [
    ...posts.map(({ code, role, personName }) => ({
      value: code,
      label: `${personName} · ${t.any(`role:${role}`, role)}`,
    })),
    ...grid.posts.filter((code) => !known.has(code)).map((code) => ({ value: code, label: code })),
  ]
  const hectares = (gridAreaM2(grid) / 10_000).toLocaleString('en', { maximumFractionDigits: 1 })
  return (
    <div className="grids-form">
      <p className="gz-muted">
        {hasCode(grid) ? t('grids:code', { code: grid.id }) : t('grids:codeLater')} ·{' '}
        {t('tools:hectares', { n: hectares })}
      </p>
      <label htmlFor={`${id}-name`}>{t('grids:name')}</label>
      <Input
        id={`${id}-name`}
        value={grid.name}
        maxLength={60}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      {(['households', 'population'] as const).map((field) => (
        <div key={field} className="grids-number">
          <label htmlFor={`${id}-${field}`}>{t(`grids:${field}`)}</label>
          <InputNumber
            id={`${id}-${field}`}
            min={0}
            max={100_000}
            precision={0}
            value={grid[field]}
            onChange={(value) => onChange({ [field]: value ?? 0 })}
          />
        </div>
      ))}
      <label htmlFor={`${id}-posts`}>{t('grids:posts')}</label>
      <Select
        id={`${id}-posts`}
        mode="multiple"
        value={[...grid.posts]}
        options={options}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('grids:postsHint')}
        onChange={(chosen: string[]) => onChange({ posts: chosen })}
      />
    </div>
  )
}
