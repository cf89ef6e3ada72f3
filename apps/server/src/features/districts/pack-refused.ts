import type { PackError } from '@gezhi/core/districts/pack.errors'

/** More lines help nobody: after the first hundred the rest has the same cause. */
const MOST_LINES = 100

const lineOf = ({ file, row, column, code, zh, en }: PackError): string =>
  `${[file, row, column].filter((part) => part !== null).join(':')}  ${code}\n    ${zh}\n    ${en}`

/** A pack with errors: nothing of it was imported. The message is a table for the operator. */
export class PackRefused extends Error {
  readonly errors: readonly PackError[]

  constructor(folder: string, errors: readonly PackError[]) {
    const more = errors.length - MOST_LINES
    super(
      [
        `${folder}: ${errors.length} 处错误，未导入任何内容 · ${errors.length} errors, nothing was imported`,
        ...errors.slice(0, MOST_LINES).map(lineOf),
        ...(more > 0 ? [`… ${more} 处未列出 · ${more} more`] : []),
      ].join('\n'),
    )
    this.errors = errors
  }
}
