import { INDICATOR_CODES, INDICATORS } from '../packages/core/src/assessment/indicators.ts'
import { RULE_VERSIONS } from '../packages/core/src/assessment/rule-versions.ts'
import type { AdjustmentRule, PartFormula, RuleVersion } from '../packages/core/src/assessment/rules.ts'

/** How every figure and every score is made, as the program computes them. */
export const printIndicators = (): string =>
  [
    '# Indicators and scores',
    '',
    `Printed from \`packages/core/src/assessment\`: ${INDICATOR_CODES.length} indicators, ${RULE_VERSIONS.length} rule versions. How`,
    'they are counted is told in [../assessment.md](../assessment.md).',
    '',
    '## Indicators',
    '',
    '`needs` names data that does not exist yet: such a figure is shown as «no data yet» and never as a number.',
    '',
    '| code | 指标 · indicator | kind of unit | formula | base set and its day | counts | needs |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...INDICATOR_CODES.map(indicatorRow),
    '',
    '## Scorecards',
    '',
    'p̂(k, n) = (k + m·p₀) ÷ (n + m). Weighted rates count urgent units three times, important ones twice.',
    '',
    ...RULE_VERSIONS.flatMap(ruleText),
  ].join('\n')

const both = ({ zh, en }: { readonly zh: string; readonly en: string }) => `${zh} · ${en}`

function indicatorRow(code: (typeof INDICATOR_CODES)[number]): string {
  const { name, kind, unit, owner, formula, base, counts, weighted, needs } = INDICATORS[code]
  const cells = [
    `\`${code}\``,
    both(name),
    `${kind}${weighted ? ', weighted' : ''} of ${unit}, by ${owner}`,
    both(formula),
    both(base),
    counts ? both(counts) : '',
    needs ?? '',
  ]
  return `| ${cells.join(' | ')} |`
}

function formulaText(formula: PartFormula, max: number): string {
  switch (formula.kind) {
    case 'COVERAGE':
      return `${max} · min(1, \`${formula.indicator}\` ÷ (${formula.target} · share of the month on duty))`
    case 'SMOOTHED': {
      const k = `\`${formula.indicator}\`${formula.weighted ? ' weighted' : ''}`
      const rate = `p̂(${formula.inverse ? `the rest of ${k}` : k})`
      return formula.target === undefined
        ? `${max} · ${rate}`
        : `${max} · min(1, ${rate} ÷ ${formula.target})`
    }
    case 'RATING':
      return `${max} · (mean of \`${formula.indicator}\` − 1) ÷ 4`
    case 'AVERAGE':
      return `${max} · mean of ${formula.indicators.map((code) => `\`${code}\``).join(' and ')}`
    case 'GIVEN':
      return `${max} when \`${formula.indicator}\` is there`
  }
}

function adjustmentRow(rule: AdjustmentRule): string {
  const { code, points, urgentPoints, upTo, indicator, cap } = rule
  const urgent = urgentPoints === undefined ? '' : ` (urgent ${urgentPoints})`
  const source = indicator ? `each of \`${indicator}\`` : 'by an assessor, with reason and evidence'
  return `| ${code} | ${both(rule)} | ${upTo ? 'up to ' : ''}${points}${urgent} | ${source} | ${cap ?? ''} |`
}

function ruleText(rule: RuleVersion): readonly string[] {
  const { id, from, source, smoothing, ratings, sample, leastPoints, caps } = rule
  const limits = Object.entries(caps).map(([cap, limit]) => `${cap} ${limit}`)
  return [
    `### ${rule.zh}`,
    '',
    `\`${id}\`, ${rule.en}, in force from ${from}; ${source}. m = ${smoothing.m}, p₀ = ${smoothing.p0}; fewer than ` +
      `${ratings.least} ratings count as ${ratings.neutral}; fewer than ${sample.least} units of ` +
      `${sample.of.map((code) => `\`${code}\``).join(' and ')}: no score; parts with data must be worth ${leastPoints} points.`,
    '',
    '| part | 名称 · name | points |',
    '| --- | --- | --- |',
    ...rule.parts.map((part) => `| ${part.code} | ${both(part)} | ${formulaText(part.formula, part.max)} |`),
    '',
    `| adjustment | 名称 · name | points | from | cap (${limits.join(', ') || 'none'}) |`,
    '| --- | --- | --- | --- | --- |',
    ...rule.adjustments.map(adjustmentRow),
    '',
  ]
}
