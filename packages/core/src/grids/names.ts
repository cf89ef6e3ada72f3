/** 「…社区第二网格」 is 「第二网格」 where only grids of its community are shown. */
export const shortGridName = (name: string): string => name.replace(/^.{2,12}社区(?=.)/u, '')
