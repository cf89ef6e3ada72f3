import { ROLES, type Role } from './roles.ts'

/** The desk at which a post finds its tasks: district staff share one, grid and community staff that of their community. */
export function deskOf(post: {
  readonly role: Role
  readonly district: number
  readonly org: string
  readonly community?: string | null | undefined
}): string {
  const { level } = ROLES[post.role]
  if (level === 'L4') return String(post.district)
  if (level === 'L1' || level === 'L2') return post.community ?? post.org
  return post.org
}
