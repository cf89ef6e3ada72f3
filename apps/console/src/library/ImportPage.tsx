import { importApi, type ImportView } from '@gezhi/core/library/import.api'
import { REGISTERS, type RegisterName } from '@gezhi/core/library/registers'
import { useProblemText } from '@gezhi/ui/data'
import { busyIcon } from '@gezhi/ui/parts'
import { Alert, Button, Select, Steps } from 'antd'
import { useRef, useState } from 'react'
import { PageHead, Panel } from '../assessment/parts.tsx'
import { DownloadButton } from '../download/DownloadButton.tsx'
import { useText } from '../i18n/text.ts'
import { registerName } from './data.ts'
import { ImportColumns } from './ImportColumns.tsx'
import { useBegin } from './importData.ts'
import { ImportTrial } from './ImportTrial.tsx'

type Step = { readonly at: 0 } | { readonly at: 1 | 2; readonly view: ImportView }

/** A file into a register: choose, columns, trial, result. Nothing is written before the last step. */
export function ImportPage() {
  const t = useText()
  const [step, setStep] = useState<Step>({ at: 0 })
  return (
    <div className="assess-page">
      <PageHead title={t('lib:import')} about={t('lib:importAbout')} />
      <Steps
        className="lib-steps"
        size="small"
        current={step.at}
        items={(['file', 'columns', 'trial'] as const).map((name) => ({ title: t(`lib:step.${name}`) }))}
      />
      {step.at === 0 && <ChooseFile onRead={(view) => setStep({ at: 1, view })} />}
      {step.at === 1 && (
        <ImportColumns
          view={step.view}
          onChecked={(view) => setStep({ at: 2, view })}
          onBack={() => setStep({ at: 0 })}
        />
      )}
      {step.at === 2 && <ImportTrial checked={step.view} onAgain={() => setStep({ at: 0 })} />}
    </div>
  )
}

function ChooseFile({ onRead }: { onRead: (view: ImportView) => void }) {
  const t = useText()
  const textOf = useProblemText()
  const input = useRef<HTMLInputElement>(null)
  const [register, setRegister] = useState<RegisterName>('BUILDING')
  const begin = useBegin()
  const send = (file: File | undefined): void => {
    if (file) begin.mutate({ register, file }, { onSuccess: onRead })
    // The same file, put right, may be chosen again.
    if (input.current) input.current.value = ''
  }
  return (
    <Panel>
      <div className="lib-form lib-narrow">
        <span>{t('lib:register')}</span>
        <Select<RegisterName>
          value={register}
          aria-label={t('lib:register')}
          // Gate: the keys of REGISTERS are its names.
          options={(Object.keys(REGISTERS) as RegisterName[]).map((name) => ({
            value: name,
            label: registerName(name, t.language),
          }))}
          onChange={setRegister}
        />
        <span>{t('lib:template')}</span>
        <div>
          <DownloadButton
            endpoint={importApi.template}
            input={{ params: { register }, query: { language: t.language } }}
          >
            {t('lib:getTemplate')}
          </DownloadButton>
          <p className="gz-muted">{REGISTERS[register].codeForm[t.language]}</p>
        </div>
        <span>{t('lib:file')}</span>
        <div>
          <input
            ref={input}
            hidden
            type="file"
            accept=".xlsx,.csv,.txt,.geojson,.json,.zip,.gpkg"
            onChange={(event) => send(event.target.files?.[0])}
          />
          <Button type="primary" loading={busyIcon(begin.isPending)} onClick={() => input.current?.click()}>
            {t('lib:chooseFile')}
          </Button>
          <p className="gz-muted">{t('lib:fileHint')}</p>
        </div>
      </div>
      {begin.error && <Alert type="error" showIcon title={textOf(begin.error)} />}
    </Panel>
  )
}
