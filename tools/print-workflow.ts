import type { ClockRule, Transition } from '../packages/core/src/cases/context.ts'
import { CASE_STATES, STEP_OF, STEPS, TERMINAL_STATES } from '../packages/core/src/cases/states.ts'
import { TRANSITIONS } from '../packages/core/src/cases/transitions.ts'

/** The workflow of a case as people read it: a drawing of the states and the whole table of transitions. */
export const printWorkflow = (): string =>
  [
    '# The workflow of a case',
    '',
    `Printed from the transition table of \`packages/core\`: ${TRANSITIONS.length} transitions, ${CASE_STATES.length} states, five steps.`,
    'Screens, refusals and tests read the same table.',
    '',
    '## States',
    '',
    '| step | states |',
    '| --- | --- |',
    ...STEPS.map(
      (step) => `| ${step} | ${CASE_STATES.filter((state) => STEP_OF[state] === step).join(' ')} |`,
    ),
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  direction LR',
    ...edges(),
    ...TERMINAL_STATES.map((state) => `  ${state} --> [*]`),
    '```',
    '',
    '## Transitions',
    '',
    '`=` leaves the state as it is, `previous` returns to the state before. REPORTER is whoever reported the case.',
    'Guards decide whether the button is there; checks judge what was filled in.',
    '',
    '| id | from | command | 中文 · English | who | guards and checks | to | clocks |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...TRANSITIONS.map(row),
    '',
  ].join('\n')

/** Arrows of the drawing: one for each pair of states, labelled with every command that moves along it. */
function edges(): readonly string[] {
  const labels = new Map<string, Set<string>>()
  for (const { from, to, command } of TRANSITIONS) {
    if (to === '=') continue
    for (const state of from)
      for (const target of to === 'previous' ? waysInto(state) : [to]) {
        if (state === target) continue
        const arrow = `${state === 'NEW' ? '[*]' : state} --> ${target}`
        labels.set(arrow, (labels.get(arrow) ?? new Set()).add(command))
      }
  }
  return [...labels].map(([arrow, commands]) => `  ${arrow}: ${[...commands].join(', ')}`)
}

/** States that a case came from when it entered this one: where `previous` leads back to. */
const waysInto = (state: Transition['from'][number]): readonly Transition['from'][number][] => [
  ...new Set(TRANSITIONS.filter(({ to }) => to === state).flatMap(({ from }) => from)),
]

const row = (transition: Transition): string => {
  const { id, from, command, zh, en, by, expires, guards, checks, to, clocks } = transition
  const cells = [
    id,
    from.join(' '),
    `\`${command}\`${expires ? ` ${expires.join(' ')}` : ''}`,
    `${zh} · ${en}`,
    by.join(' '),
    [...guards, ...checks].map(({ name }) => name).join(', '),
    to,
    clocks.map(clockText).join('; '),
  ]
  return `| ${cells.join(' | ')} |`
}

const clockText = (rule: ClockRule): string => {
  switch (rule.op) {
    case 'stopAll':
      return 'stop all'
    case 'start':
      return ['start', rule.name, rule.of && `of ${rule.of}`, rule.limit && `(${rule.limit})`]
        .filter(Boolean)
        .join(' ')
    case 'stop':
    case 'pause':
    case 'pauseUnlessUrgent':
    case 'resume':
      return [rule.op, rule.name, rule.of && `of ${rule.of}`].filter(Boolean).join(' ')
    case 'move':
      return `move ${rule.name} by ${rule.by}`
  }
}
