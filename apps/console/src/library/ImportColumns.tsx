import { OWNERS, type Owner } from '@gezhi/core/library/field'
import { DATUM_NAMES, type ImportView } from '@gezhi/core/library/import.api'
import { columnsOf, titleOf } from '@gezhi/core/library/read-row'
import { REGISTERS } from '@gezhi/core/library/registers'
import { useProblemText } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { Alert, Button, Select } from 'antd'
import { useState } from 'react'
import { Panel } from '../assessment/parts.tsx'
import { useText } from '../i18n/text.ts'
import { useCheck } from './importData.ts'

type Datum = (typeof DATUM_NAMES)[number]

interface ImportColumnsProps {
  readonly view: ImportView
  readonly onChecked: (view: ImportView) => void
  readonly onBack: () => void
}

/** Which column of the file is which of the register, whose word it is, and in which datum places are given. */
export function ImportColumns({ view, onChecked, onBack }: ImportColumnsProps) {
  const t = useText()
  const textOf = useProblemText()
  const check = useCheck()
  const [columns, setColumns] = useState(view.headers.map(({ column }) => column))
  const [datum, setDatum] = useState<Datum>(view.reference?.datum ?? 'CGCS2000')
  const [source, setSource] = useState<Owner>(REGISTERS[view.register].owner)
  const used = new Set(columns)
  return (
    <Panel title={view.name}>
      <div className="lib-form lib-narrow">
        <span>{t('lib:source')}</span>
        <Select<Owner>
          value={source}
          aria-label={t('lib:source')}
          // Gate: the keys of OWNERS are its names.
          options={(Object.keys(OWNERS) as Owner[]).map((owner) => ({
            value: owner,
            label: OWNERS[owner][t.language],
          }))}
          onChange={setSource}
        />
        {view.layer !== null && (
          <>
            <span>{t('lib:layer')}</span>
            <span>{view.layer}</span>
            <span>{t('lib:reference')}</span>
            <Reference reference={view.reference} />
          </>
        )}
        <span>{t('lib:datum')}</span>
        <div>
          <Select<Datum>
            className="lib-wide"
            value={datum}
            disabled={view.reference?.plane ?? false}
            aria-label={t('lib:datum')}
            options={DATUM_NAMES.map((value) => ({ value, label: t(`lib:datums.${value}`) }))}
            onChange={setDatum}
          />
          {!view.reference?.plane && (
            <p className="gz-muted">{t(view.reference ? 'lib:referenceHint' : 'lib:datumHint')}</p>
          )}
        </div>
      </div>
      <div className="assess-scroll">
        <table className="assess-table">
          <thead>
            <tr>
              <th scope="col">{t('lib:ofFile')}</th>
              <th scope="col">{t('lib:ofRegister')}</th>
              <th scope="col">{t('lib:firstRows')}</th>
            </tr>
          </thead>
          <tbody>
            {view.headers.map(({ title }, index) => (
              <tr key={`${title} ${index}`}>
                <th scope="row">{title || '—'}</th>
                <td>
                  <Select
                    className="lib-column"
                    allowClear
                    showSearch={{ optionFilterProp: 'label' }}
                    value={columns[index] ?? null}
                    placeholder={t('lib:leftOut')}
                    aria-label={t('lib:columnFor', { title })}
                    options={columnsOf(view.register).map((name) => ({
                      value: name,
                      label: titleOf(view.register, name)[t.language],
                      disabled: name !== columns[index] && used.has(name),
                    }))}
                    onChange={(name: string | null) =>
                      setColumns((now) => now.map((each, at) => (at === index ? (name ?? null) : each)))
                    }
                  />
                </td>
                <td className="gz-muted lib-sample">
                  {view.sample
                    .slice(0, 3)
                    .map((row) => row[index])
                    .filter(Boolean)
                    .join(' · ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {check.error && <Alert type="error" showIcon title={textOf(check.error)} />}
      <div className="lib-buttons">
        <Button onClick={onBack}>{t('lib:back')}</Button>
        <Button
          type="primary"
          disabled={!used.has('code')}
          loading={busyIcon(check.isPending)}
          onClick={() =>
            check.mutate({ id: view.id, body: { columns, datum, source } }, { onSuccess: onChecked })
          }
        >
          {t('lib:try')}
        </Button>
        {!used.has('code') && <span className="gz-muted">{t('lib:needsCode')}</span>}
      </div>
    </Panel>
  )
}

/** What a file with layers says of its coordinates, and what was done about it. */
function Reference({ reference }: Pick<ImportView, 'reference'>) {
  const t = useText()
  if (!reference) return <span>{t('lib:referenceNone')}</span>
  return (
    <div className="lib-reference">
      {reference.name}
      {reference.plane && <p className="gz-muted">{t('lib:referencePlane')}</p>}
    </div>
  )
}
