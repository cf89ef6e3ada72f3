import type { Role } from './roles.ts'

/** Who issues a command: one person acting in one post. Everything a rule may ask about the person is here. */
export interface Actor {
  /** Post code, `resident:<reporter key>` for L0, `system:<source code>` for SYSTEM. */
  readonly post: string
  /** Staff code, reporter key or source code; two posts of one person share it. */
  readonly person: string
  readonly role: Role
  /** Organisation code; empty for residents. */
  readonly org: string
  readonly district: number
  /** 9-digit street code for L1–L3. */
  readonly street?: string | undefined
  /** 12-digit community code for L1 and L2. */
  readonly community?: string | undefined
  /** 16-digit grid codes for L1. */
  readonly grids?: readonly string[] | undefined
  /** Powers delegated in writing, e.g. the whistle right (执哨权) to a street dispatcher. */
  readonly delegations?: readonly Delegation[] | undefined
}

export type Delegation = 'WHISTLE'

/** What the log keeps of an actor. No name: names live with the staff register. */
export interface ActorRef {
  readonly post: string
  readonly person: string
  readonly role: Role
  readonly org: string
}

export const refOf = ({ post, person, role, org }: Actor): ActorRef => ({ post, person, role, org })

/** The district's own machinery: scheduler, policies and registered sources act as SYSTEM. */
export const systemActor = (district: number, source: string): Actor => ({
  post: `system:${source}`,
  person: source,
  role: 'SYSTEM',
  org: String(district),
  district,
})
