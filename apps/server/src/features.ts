/** The features of the product and what each is given of the others: the only file that knows them all. */
import { fileURLToPath } from 'node:url'
import type { AssessmentDeps } from './features/assessment/assessment.deps.ts'
import { findEvidence } from './features/assessment/evidence.store.ts'
import { figureReader } from './features/assessment/figure.reader.ts'
import { assessmentFeature } from './features/assessment/index.ts'
import { baseMapFeature } from './features/basemap/index.ts'
import { casesFeature } from './features/cases/index.ts'
import { summaryFrom } from './features/cases/case.view.ts'
import { findCasesById } from './features/cases/find.store.ts'
import { findOpenIn } from './features/cases/grids.store.ts'
import { findReferenced } from './features/cases/file.store.ts'
import { casesAfter } from './features/cases/recent.cases.ts'
import { districtsFeature, type DistrictsFeature } from './features/districts/index.ts'
import { files, type FilesFeature } from './features/files/index.ts'
import { findBuildingsIn } from './features/library/grids.store.ts'
import { fieldworkFeature, findFieldTaskPhotos } from './features/fieldwork/index.ts'
import { createLibraryTiles, libraryFeature } from './features/library/index.ts'
import { noticesFeature, type NoticesFeature } from './features/notices/index.ts'
import { people, type PeopleFeature } from './features/people/index.ts'
import { writeAudit } from './features/people/audit.store.ts'
import { postsOf } from './features/people/posts-of.ts'
import { sessionSecret } from './features/people/session-secret.ts'
import { findPatrolPhotos, patrolFeature } from './features/patrol/index.ts'
import { redrawsFeature } from './features/redraws/index.ts'
import { findDone } from './features/redraws/redraw.store.ts'
import { reportsFeature } from './features/reports/index.ts'
import { residentsFeature, type ResidentsFeature } from './features/residents/index.ts'
import { sources } from './features/sources/index.ts'
import { syncFeature } from './features/sync/index.ts'
import type { SyncDeps } from './features/sync/sync.deps.ts'
import { forgetAnswers } from './kernel/answers.store.ts'
import { createBell } from './kernel/bell.ts'
import { createBuckets } from './kernel/buckets.ts'
import type { Deps } from './kernel/deps.ts'
import type { Registers, Rosters } from './kernel/district.ts'
import { runJob } from './kernel/jobs.ts'
import type { Feature } from './kernel/feature.ts'
import { traces } from './kernel/traces.feature.ts'

/** What the pack of the first start brings beside grids and posts. */
const FIRST_LIBRARY = {
  folder: fileURLToPath(new URL('../../../districts/hongshan/library', import.meta.url)),
  district: 150402,
}

export interface Product {
  /** In the order in which their hooks run: who acts is known before a source is slowed down. */
  readonly features: readonly Feature[]
  readonly people: PeopleFeature
}

export async function createProduct(deps: Deps): Promise<Product> {
  const tiles = createLibraryTiles(deps.db)
  const {
    districts,
    registers,
    checks,
    rosters,
    maps,
    homeDistrict,
    refresh,
    feature: district,
  } = await districtsFeature({ ...deps, buildings: tiles.buildings })
  const bell = createBell()
  const source = sources(deps)
  const person = await people(deps, { districts, homeDistrict, sources: source.sources })
  const file = files(deps, { homeDistrict })
  const cases = casesFeature({
    ...deps,
    districts,
    homeDistrict,
    personal: person.personal,
    audit: person.audit,
    files: file.files,
    buckets: createBuckets(),
    bell,
    admission: person.admission,
    residentKeyFor: person.residentKeyFor,
    refreshRegisters: refresh,
    redrawsOf: findDone,
    sourceKindOf: async (actor) => (await source.sources.byCode(actor.district, actor.person))?.kind,
  })
  const notices = await noticesFeature({
    ...deps,
    districts,
    rosters,
    bell,
    personal: person.personal,
    casesAfter: (code, facts) => casesAfter(deps, code, facts),
  })
  const figured: AssessmentDeps = {
    ...deps,
    districts,
    registers,
    files: file.files,
    async summaries(tx, { district: code, now }, ids) {
      const rows = ids.length === 0 ? [] : await findCasesById(tx, code, ids)
      return new Map(rows.map((row) => [row.id, summaryFrom(row, districts(code), now)]))
    },
  }
  const assessment = assessmentFeature(figured)
  const reports = reportsFeature({
    ...deps,
    districts,
    figures: figureReader(figured),
    audit: person.audit,
    buckets: createBuckets(),
  })
  const library = libraryFeature({
    ...deps,
    districts,
    homeDistrict,
    pack: deps.config.library ? FIRST_LIBRARY : null,
    tiles,
  })
  const residents = residentsFeature({
    ...deps,
    districts,
    registers,
    refreshRegisters: refresh,
    buildings: findBuildingsIn,
    homeDistrict,
    vault: person.vault,
    trail: person.trail,
    buckets: createBuckets(),
    residentKeyFor: person.residentKeyFor,
  })
  const patrol = patrolFeature({ ...deps, districts, registers, maps })
  const fieldwork = fieldworkFeature({ ...deps, districts, registers, checks })
  const redraws = redrawsFeature({
    ...deps,
    districts,
    registers,
    refresh,
    postsChanged: person.changed,
    openCases: findOpenIn,
    buildings: findBuildingsIn,
  })
  const nightly = housekeeping(deps, { person, file, notices, residents }, homeDistrict)
  const features = [
    person,
    source,
    district,
    file,
    cases,
    notices,
    assessment,
    reports,
    library,
    residents,
    patrol,
    baseMapFeature(deps),
    fieldwork,
    redraws,
    nightly,
  ]
  const given = {
    secret: await sessionSecret(deps.config),
    homeDistrict,
    registers,
    rosters,
    sessions: person.sessions,
  }
  return { features: [traces(deps.config), ...features, devices(deps, given, features)], people: person }
}

/** What devices send goes through the doors of the others, what they hold are the collections of the others. */
const devices = (
  deps: Deps,
  given: Pick<SyncDeps, 'secret' | 'homeDistrict' | 'sessions'> & {
    readonly registers: Registers
    readonly rosters: Rosters
  },
  features: readonly Feature[],
): Feature =>
  syncFeature({
    ...deps,
    ...given,
    doors: Object.fromEntries(features.flatMap(({ doors = {} }) => Object.entries(doors))),
    collections: features.flatMap(({ collections = [] }) => collections),
    postsOf: postsOf(deps),
    personName: (district, person) =>
      given.registers(district).staff.find(({ code }) => code === person)?.name ?? person,
    personsNamed: (district, text) =>
      given
        .registers(district)
        .staff.filter(({ name }) => name.includes(text))
        .map(({ code }) => code),
    dutiesOf: (district, persons) =>
      given.rosters(district).holders.filter(({ person }) => persons.has(person)),
    audit: (tx, { actor, at, device, of, reason, address }) =>
      writeAudit(tx, {
        district: actor.district,
        at,
        action: 'device.revoked',
        actor: actor.person,
        post: actor.post,
        subject: `device:${device}`,
        address,
        data: { person: of, reason },
      }),
  })

const DAY_MS = 86_400_000
const FIRST_MS = 600_000

interface Kept {
  readonly person: PeopleFeature
  readonly file: FilesFeature
  readonly notices: NoticesFeature
  readonly residents: ResidentsFeature
}

/** Once a day: what is past its time is erased, uploads that nothing names are cleared. */
function housekeeping(
  deps: Deps,
  { person, file, notices, residents }: Kept,
  homeDistrict: DistrictsFeature['homeDistrict'],
): Feature {
  const { db, now, log, config } = deps
  let timer: NodeJS.Timeout | undefined
  const clean = async () => {
    await person.forget(homeDistrict())
    await notices.forget(homeDistrict())
    await residents.forget(homeDistrict())
    await forgetAnswers(db, now() - config.answerDays * DAY_MS)
    await file.clearOrphans(homeDistrict(), async (tx, district, hashes) => {
      const [ofCases, ofScores, ofPatrols, ofTasks] = [
        await findReferenced(tx, district, hashes),
        await findEvidence(tx, district, hashes),
        await findPatrolPhotos(tx, district, hashes),
        await findFieldTaskPhotos(tx, district, hashes),
      ]
      return new Set([...ofCases, ...ofScores, ...ofPatrols, ...ofTasks])
    })
  }
  const after = (ms: number) => {
    timer = setTimeout(() => {
      runJob(deps, 'housekeeping', clean)
        .catch((error: unknown) => log.error({ err: error }, 'housekeeping failed; tried again tomorrow'))
        .finally(() => timer && after(DAY_MS))
    }, ms)
    timer.unref()
  }
  return {
    name: 'housekeeping',
    async start() {
      if (config.roles.includes('worker')) after(FIRST_MS)
    },
    async stop() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
