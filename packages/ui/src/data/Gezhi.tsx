import { createContext, type ReactNode, useContext } from 'react'
import type { ServerClock } from '@gezhi/client/clock'
import type { ThemeName } from '../tokens/colours.ts'
import type { Keeping } from './keeping.ts'

/** What parts need of the app around them: the server's time, the theme, and where the district lies. */
export interface GezhiContext {
  readonly clock: ServerClock
  readonly theme: ThemeName
  /** Longitude and latitude on which maps open. */
  readonly centre: readonly [number, number]
  /** Absent where commands go to the centre at once. */
  readonly keeping?: Keeping | undefined
}

const Context = createContext<GezhiContext | null>(null)

export const GezhiProvider = ({ value, children }: { value: GezhiContext; children: ReactNode }) => (
  <Context.Provider value={value}>{children}</Context.Provider>
)

export function useGezhi(): GezhiContext {
  const value = useContext(Context)
  if (!value) throw new Error('a part was drawn outside GezhiProvider')
  return value
}

/** The keeping device, if the app around has one; forms are also drawn where no app stands around them. */
export const useKeeping = (): Keeping | undefined => useContext(Context)?.keeping
