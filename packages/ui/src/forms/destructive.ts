import type { CommandType } from '@gezhi/core/cases/commands'

/** Commands that end a case or throw work back. Others may have a consequence to be told, but are no cause for red. */
const DESTRUCTIVE: readonly CommandType[] = [
  'withdraw',
  'void',
  'voidLate',
  'transfer',
  'merge',
  'unmerge',
  'verifyFail',
  'orderRework',
  'ledger',
  'decideAppeal',
]

export const isDestructive = (command: CommandType): boolean => DESTRUCTIVE.includes(command)
