import {
  registerGaps,
  registerGhosts,
  PRIVACY_REGISTER,
} from '../packages/core/src/residents/privacy-register.ts'
import { PURPOSE_CODES, purposeOf } from '../packages/core/src/residents/purposes.ts'
import { CONSENT_TEXTS } from '../packages/core/src/residents/consent.ts'
import type { OpenDatabase } from '../apps/server/src/kernel/database.ts'
import { describeTables } from './schema.store.ts'

const cell = (text: string) => text.replaceAll('|', '\\|')
const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`

/** The register of personal data, from schema and register together. Fails when a personal column has no entry (R-P-01). */
export async function printPrivacy({ db }: OpenDatabase): Promise<string> {
  const { columns } = await describeTables(db)
  const names = columns.map(({ owner, line }) => `${owner}.${line.split(' ')[0]}`)
  const gaps = registerGaps(names)
  if (gaps.length > 0)
    throw new Error(
      `packages/core/src/residents/privacy-register.ts has no entry for ${gaps.join(', ')}: say purpose, basis, source, retention and viewers`,
    )
  const ghosts = registerGhosts(names)
  if (ghosts.length > 0)
    throw new Error(`the register of personal data names what is not there: ${ghosts.join(', ')}`)
  return [
    '# Register of personal data 个人信息处理登记',
    '',
    'Printed from the schema of the database and the register in `packages/core/src/residents`. A personal column without an',
    'entry fails the build. P personal · S sensitive (PIPL 28).',
    '',
    '| 类 | 信息 | 目的 | 合法性基础 | 来源 | 保存期限 | 可见人员 | 列 |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...PRIVACY_REGISTER.map(({ level, what, purpose, basis, source, retention, viewers, columns: held }) =>
      row([
        level,
        what,
        purpose,
        basis,
        source,
        retention,
        viewers,
        held.map((name) => `\`${name}\``).join(' '),
      ]),
    ),
    '',
    '## Purposes 处理目的',
    '',
    '| code | 目的 | purpose | 合法性基础 | 条款 | 岗位 | 展开 | 检索 |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...PURPOSE_CODES.map((code) => {
      const { zh, en, basis, article, roles, opens, searches } = purposeOf(code)
      return row([
        code,
        zh,
        en,
        basis,
        article ?? '—',
        roles.join(' '),
        opens.join(' '),
        searches ? 'yes' : 'no',
      ])
    }),
    '',
    '## Consent texts 同意文本',
    '',
    ...CONSENT_TEXTS.flatMap(({ code, version, from, separate, title, body }) => [
      `### ${code} ${version} (${from}${separate ? ', separate consent' : ''})`,
      '',
      `${title.zh}：${body.zh}`,
      '',
      `${title.en}: ${body.en}`,
      '',
    ]),
  ].join('\n')
}
