import { COMMAND_TYPES, type CommandType } from '../packages/core/src/cases/commands.ts'
import { TRANSITIONS } from '../packages/core/src/cases/transitions.ts'
import { REDRAW_ROLES } from '../packages/core/src/grids/redraw.access.ts'
import { NON_BUSINESS_ROLES, ROLE_NAMES, ROLES, type Role } from '../packages/core/src/people/roles.ts'

/** Who may issue which command, by role. What a role may do at a given moment depends on area, orders and state too. */
export const printPermissions = (): string =>
  [
    '# Who may do what to a case',
    '',
    'Printed from the transition table of `packages/core`. A role is necessary, never sufficient: area, order and state decide',
    'further (see [workflow.md](workflow.md)). The original reporter may also',
    `${commandsOf('REPORTER').map(code).join(', ')}.`,
    '',
    '| level | role | 中文 | commands |',
    '| --- | --- | --- | --- |',
    ...ROLE_NAMES.map(
      (role) => `| ${ROLES[role].level} | ${role} | ${ROLES[role].zh} | ${commandsText(role)} |`,
    ),
    '',
    '# Who may do what to a redraw of grids',
    '',
    'In the own community or street; the district everywhere. Nobody approves what the same person proposed.',
    '',
    '| command | roles |',
    '| --- | --- |',
    ...Object.entries(REDRAW_ROLES).map(
      ([type, roles]) => `| \`${type}\` | ${roles.map((role) => ROLES[role].zh + ' ' + role).join(', ')} |`,
    ),
    '',
  ].join('\n')

const commandsOf = (issuer: Role | 'REPORTER'): readonly CommandType[] =>
  COMMAND_TYPES.filter((type) =>
    TRANSITIONS.some(({ command, by }) => command === type && by.includes(issuer)),
  )

const code = (command: CommandType) => `\`${command}\``

function commandsText(role: Role): string {
  const commands = commandsOf(role)
  if (commands.length > 0) return commands.map(code).join(' ')
  return NON_BUSINESS_ROLES.includes(role) ? 'none: reads logs or configures, separation of duty' : 'none'
}
