import type { RegisterName } from '@gezhi/core/library/registers'
import { EmptyState } from '@gezhi/ui/parts'
import { useSearch } from 'wouter'
import { Answer, PageHead } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { registerName, useRecord } from './data.ts'
import { cellsOf } from './entryData.ts'
import { EntryForm } from './EntryForm.tsx'

/** A new record of a register; `?building=` names the building of a new house. */
export function NewRecordPage({ register }: { register: RegisterName }) {
  const t = useText()
  const building = new URLSearchParams(useSearch()).get('building')
  // A house without a building has no code: it is registered from its building's page.
  if (register === 'HOUSE' && !building)
    return <EmptyState title={t('lib:entryHouse')} body={t('lib:entryHouseBody')} />
  return (
    <div className="assess-page">
      <PageHead
        title={t('lib:entryNew', { register: registerName(register, t.language) })}
        about={building ? t('lib:ofBuilding', { code: building }) : t('lib:entryAbout')}
      />
      <EntryForm
        register={register}
        first={{}}
        record={null}
        building={register === 'HOUSE' ? building : null}
      />
    </div>
  )
}

/** A record that is put right. */
export function EditRecordPage({ id }: { id: string }) {
  const t = useText()
  const record = useRecord(id)
  return (
    <div className="assess-page">
      <Answer query={record} rows={14}>
        {(view) => (
          <>
            <PageHead title={t('lib:entryEdit', { name: view.name })} about={t('lib:entryEditAbout')} />
            <EntryForm
              key={view.changedAt}
              register={view.register}
              first={cellsOf(view, t.language)}
              record={view}
              building={null}
            />
          </>
        )}
      </Answer>
    </div>
  )
}
