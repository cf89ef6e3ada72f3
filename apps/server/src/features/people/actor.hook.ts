import { systemActor } from '@gezhi/core/people/actor'
import { isAccessKey, residentActor } from '@gezhi/core/people/resident'
import type { Actor } from '@gezhi/core/people/actor'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { KernelProblem } from '../../kernel/problem.ts'
import { residentOf } from '../../kernel/resident.ts'
import type { Sources } from '../../kernel/sources.ts'
import { actorIn, type Access } from './access.ts'

export const RESIDENT_COOKIE = 'gezhi_resident'

interface Given {
  readonly access: Pick<Access, 'session'>
  readonly sources: Pick<Sources, 'byKey'>
  readonly homeDistrict: () => number
}

function residentCookie(header: string | undefined): string | undefined {
  const found = header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${RESIDENT_COOKIE}=`))
  return found?.slice(RESIDENT_COOKIE.length + 1)
}

/**
 * The actor that a request names. What it says in `Authorization` goes before cookies, and a key there that is not known
 * is refused: somebody whose key was taken away must not become an anonymous visitor.
 */
export async function actorOf(
  request: Pick<FastifyRequest, 'headers'>,
  { access, sources, homeDistrict }: Given,
): Promise<Actor | null> {
  const { authorization, cookie } = request.headers
  if (authorization !== undefined) {
    const [, scheme = '', key = ''] = /^(\w+) +(\S+)$/.exec(authorization) ?? []
    if (scheme.toLowerCase() === 'resident' && isAccessKey(key))
      return residentActor(homeDistrict(), residentOf(key))
    const source = scheme.toLowerCase() === 'bearer' ? await sources.byKey(key) : null
    if (!source) throw new KernelProblem('session/required')
    return systemActor(source.district, source.code)
  }
  const session = await access.session(cookie)
  if (session?.post) return actorIn(session.district, session.post)
  const key = residentCookie(cookie)
  return key !== undefined && isAccessKey(key) ? residentActor(homeDistrict(), residentOf(key)) : null
}

/** Sets `request.actor` before any route of the product; pages and the sign-in itself need none. */
export function setActors(app: FastifyInstance, given: Given): void {
  app.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/api/') || request.url.startsWith('/api/auth/')) return
    request.actor = await actorOf(request, given)
  })
}
