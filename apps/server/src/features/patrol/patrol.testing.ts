// People of the small pack as patrols meet them.
import type { Actor } from '@gezhi/core/people/actor'
import { DISTRICT } from '../../testing/parts.testing.ts'

export const COMMUNITY = '150402001001'
export const GRID = `${COMMUNITY}1001`

const post = (given: Partial<Actor> & Pick<Actor, 'post' | 'role' | 'org'>): Actor => ({
  person: given.post,
  district: DISTRICT,
  ...given,
})
const ofCommunity = { org: COMMUNITY, street: COMMUNITY.slice(0, 9), community: COMMUNITY }

export const member = post({ post: 'P-MEMBER', role: 'GRID_MEMBER', ...ofCommunity, grids: [GRID] })
export const peer = post({ post: 'P-PEER', role: 'GRID_MEMBER', ...ofCommunity, grids: [GRID] })
export const elsewhere = post({
  post: 'P-ELSEWHERE',
  role: 'GRID_MEMBER',
  org: '150402002001',
  street: '150402002',
  community: '150402002001',
  grids: ['1504020020011001'],
})
export const community = post({ post: 'P-COMMUNITY', role: 'COMMUNITY_OPERATOR', ...ofCommunity })
export const street = post({
  post: 'P-STREET',
  role: 'STREET_DISPATCHER',
  org: COMMUNITY.slice(0, 9),
  street: COMMUNITY.slice(0, 9),
})
export const operator = post({ post: 'P-OPERATOR', role: 'DISTRICT_OPERATOR', org: String(DISTRICT) })
