import { PRIVACY_REGISTER } from '@gezhi/core/residents/privacy-register'
import { PageHead, Panel } from '../../assessment/parts.tsx'
import { useText } from '../../i18n/text.ts'

/** The register of personal data, as it is checked against the database. */
export function RegisterTable() {
  const t = useText()
  return (
    <div className="assess-page">
      <PageHead title={t('protect:register')} about={t('protect:registerAbout')} />
      <Panel>
        <table className="assess-table people-register" lang="zh-CN">
          <thead>
            <tr>
              {(['level', 'what', 'purpose', 'basis', 'from', 'retention', 'viewers'] as const).map(
                (name) => (
                  <th key={name} scope="col">
                    {t(`protect:${name}`)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {PRIVACY_REGISTER.map(({ level, what, purpose, basis, source, retention, viewers }) => (
              <tr key={what}>
                <td>
                  <span className={level === 'S' ? 'assess-tag assess-warn' : 'assess-tag'}>
                    {t(`protect:level.${level}`)}
                  </span>
                </td>
                <th scope="row">{what}</th>
                {[purpose, basis, source, retention, viewers].map((text) => (
                  <td key={text}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </div>
  )
}
