// One person for each role and area of the small district.
import type { Actor } from '../people/actor.ts'
import { systemActor } from '../people/actor.ts'
import type { Role } from '../people/roles.ts'
import {
  CENTRE,
  DISTRICT,
  EAST,
  EAST_1,
  GRID_E1,
  GRID_E2,
  GRID_W1,
  GRID_W2,
  HOUSING,
  MARKET,
  POLICE,
  ROADS,
  WATER,
  WEST,
  WEST_1,
} from './rules.testing.ts'

const staff = (role: Role, org: string, name: string, more: Partial<Actor> = {}): Actor => ({
  post: `post-${name}`,
  person: `person-${name}`,
  role,
  org,
  district: DISTRICT,
  ...more,
})
const inStreet = (role: Role, street: string, name: string) => staff(role, street, name, { street })
const inCommunity = (role: Role, community: string, name: string, own?: readonly string[]) =>
  staff(role, community, name, {
    street: community.slice(0, 9),
    community,
    ...(own && { grids: own }),
  })
const citizen = (role: 'RESIDENT' | 'VOLUNTEER' | 'ENTERPRISE', name: string): Actor => ({
  post: `resident:${name}`,
  person: name,
  role,
  org: '',
  district: DISTRICT,
})

export const resident = citizen('RESIDENT', 'zhang')
export const neighbour = citizen('RESIDENT', 'wang')
export const volunteer = citizen('VOLUNTEER', 'li')
export const enterprise = citizen('ENTERPRISE', 'shop')

export const member = inCommunity('GRID_MEMBER', EAST_1, 'member', [GRID_E1, MARKET])
export const colleague = inCommunity('GRID_MEMBER', EAST_1, 'colleague', [GRID_E1, GRID_E2])
export const gridLeader = inCommunity('GRID_LEADER', EAST_1, 'grid-leader', [GRID_E1, GRID_E2, MARKET])
export const support = inCommunity('GRID_SUPPORT', EAST_1, 'support', [GRID_E1])
export const community = inCommunity('COMMUNITY_OPERATOR', EAST_1, 'community')
export const memberWest = inCommunity('GRID_MEMBER', WEST_1, 'member-west', [GRID_W1, GRID_W2])
export const communityWest = inCommunity('COMMUNITY_OPERATOR', WEST_1, 'community-west')

export const dispatcherEast = inStreet('STREET_DISPATCHER', EAST, 'dispatcher-east')
export const handlerEast = inStreet('STREET_HANDLER', EAST, 'handler-east')
export const leaderEast = inStreet('STREET_LEADER', EAST, 'leader-east')
export const dispatcherWest = inStreet('STREET_DISPATCHER', WEST, 'dispatcher-west')
export const handlerWest = inStreet('STREET_HANDLER', WEST, 'handler-west')
export const leaderWest = inStreet('STREET_LEADER', WEST, 'leader-west')

const department = (org: string, name: string) => ({
  dispatcher: staff('DEPT_DISPATCHER', org, `${name}-dispatcher`),
  handler: staff('DEPT_HANDLER', org, `${name}-handler`),
  leader: staff('DEPT_LEADER', org, `${name}-leader`),
})
export const roads = department(ROADS, 'roads')
export const water = department(WATER, 'water')
export const housing = department(HOUSING, 'housing')
export const police = department(POLICE, 'police')

export const operator = staff('DISTRICT_OPERATOR', CENTRE, 'operator')
export const dispatcher = staff('DISTRICT_DISPATCHER', CENTRE, 'dispatcher')
export const supervisor = staff('DISTRICT_SUPERVISOR', CENTRE, 'supervisor')
export const assessor = staff('DISTRICT_ASSESSOR', CENTRE, 'assessor')
export const districtLeader = staff('DISTRICT_LEADER', '150402G01', 'district-leader')
export const auditor = staff('AUDITOR', CENTRE, 'auditor')
export const dpo = staff('DPO', CENTRE, 'dpo')
export const admin = staff('ADMIN', CENTRE, 'admin')
export const system = systemActor(DISTRICT, 'scheduler')
export const sensor = systemActor(DISTRICT, 'iot')

/** Another post of the same person: separation of duty compares persons, not posts. */
export const alsoAs = (person: Actor, post: Actor): Actor => ({ ...post, person: person.person })

const departments = [roads, water, housing, police].flatMap((one) => [
  one.dispatcher,
  one.handler,
  one.leader,
])

/** Everybody who may act, and the three who never may. */
export const everybody: readonly Actor[] = [
  resident,
  neighbour,
  volunteer,
  enterprise,
  member,
  colleague,
  gridLeader,
  support,
  community,
  memberWest,
  communityWest,
  dispatcherEast,
  handlerEast,
  leaderEast,
  dispatcherWest,
  handlerWest,
  leaderWest,
  ...departments,
  operator,
  dispatcher,
  supervisor,
  assessor,
  districtLeader,
  auditor,
  dpo,
  admin,
  system,
]

export const postOrg = (post: string): string | undefined =>
  everybody.find((actor) => actor.post === post)?.org
