import type { RecordView } from '@gezhi/core/library/library.api'
import { REGISTERS } from '@gezhi/core/library/registers'
import { useText } from '../i18n/text.ts'
import { dayText, ownerText, valueText } from '../library/format.ts'

/** What a record says, each value with whose word it is and as of when. */
export function FactList({ view }: { view: RecordView }) {
  const t = useText()
  return (
    <dl className="sheet-facts">
      {view.fields.map(({ name, value, source, asOf, difference }) => {
        const definition = REGISTERS[view.register].fields[name]
        if (!definition) return null
        return (
          <div key={name}>
            <dt>{definition[t.language]}</dt>
            <dd>
              {valueText(definition, value, t.language)}
              {difference !== null && <span className="lib-different"> · {t('lib:different')}</span>}
            </dd>
            <dd className="gz-muted">
              {value === null
                ? t('sheet:toBeSaid', { owner: ownerText(definition.owner, t.language) })
                : `${ownerText(source, t.language)} · ${dayText(asOf)}`}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
