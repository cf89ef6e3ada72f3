/** What must not stand in the tree, as rules over single lines. Each says where it holds and why. */
export interface Finding {
  readonly path: string
  readonly line: number
  readonly rule: string
  readonly text: string
}

interface WordRule {
  readonly rule: string
  readonly where: (path: string) => boolean
  readonly forbidden: RegExp
}

const isCode = (path: string) =>
  /\.(ts|tsx|js|cjs|mjs|sql|css)$/.test(path) && !path.startsWith('docs/generated/')
const isTest = (path: string) => /\.(test|testing)\.tsx?$/.test(path) || path.startsWith('e2e/')
const isOwnRule = (path: string) => path === 'tools/words.ts' || path === 'tools/words.test.ts'

/** What a browser shows. Chinese stands there only in the catalogues of texts, where it has an English twin. */
const isScreen = (path: string) =>
  /^(apps\/(console|field|portal)|packages\/(ui|client))\/.*\.tsx?$/.test(path)
const isCatalogue = (path: string) =>
  /(^|\/)(i18n|texts|locales)\//.test(path) || /\.(zh|texts)\.tsx?$/.test(path)

const RULES: readonly WordRule[] = [
  {
    rule: 'unfinished work',
    where: (path) => !isOwnRule(path) && path !== 'package-lock.json',
    forbidden: /\b(TODO|FIXME|XXX|HACK)\b|敬请期待|coming soon/i,
  },
  {
    rule: 'path of one machine',
    where: (path) => !isOwnRule(path) && path !== 'package-lock.json',
    forbidden: /(?<![\w.~@-])\/(work|tmp|root|home)\/[\w.-]/,
  },
  {
    rule: 'registry address in the lock file: it must install from any registry',
    where: (path) => path === 'package-lock.json',
    forbidden: /"resolved":\s*"https?:/,
  },
  {
    rule: 'registry host',
    where: (path) => !isOwnRule(path) && path !== 'package-lock.json',
    forbidden: /registry\.npmjs\.org|registry\.npmmirror\.com|\bnpm\.pkg\.github\.com/,
  },
  {
    rule: 'time is an argument in core',
    where: (path) => /^packages\/core\/src\/.*\.ts$/.test(path) && !isTest(path),
    forbidden: /new Date\(\s*\)/,
  },
  {
    rule: 'Chinese text outside a catalogue: it cannot be translated',
    where: (path) => isScreen(path) && !isCatalogue(path) && !isTest(path),
    forbidden: /[\u3400-\u9fff]/u,
  },
  {
    rule: 'a test that does not run',
    where: (path) => isTest(path) && !isOwnRule(path),
    forbidden: /\b(test|it|describe)\.(only|todo|skip)\(/,
  },
]

/** Comments may explain a term in Chinese; only what a user can read must come from a catalogue. */
const withoutComments = (line: string) => line.replace(/\/\*.*?\*\/|^\s*\*.*$|^\s*\/\*.*$|\/\/.*$/g, '')

/** Every forbidden word of one file, with its line. A code file of more than 300 lines has more than one subject. */
export function findWords(path: string, text: string): readonly Finding[] {
  const rules = RULES.filter(({ where }) => where(path))
  const lines = text.split('\n')
  const findings = lines.flatMap((line, index) =>
    rules
      .filter(({ forbidden, rule }) =>
        forbidden.test(rule.startsWith('Chinese') ? withoutComments(line) : line),
      )
      .map(({ rule }) => ({ path, line: index + 1, rule, text: line })),
  )
  const length = lines.at(-1) === '' ? lines.length - 1 : lines.length
  if (isCode(path) && length > 300)
    findings.push({ path, line: length, rule: 'more than 300 lines', text: `${length} lines` })
  return findings
}
