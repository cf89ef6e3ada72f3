// Scorecards, ledger, appeals and months over HTTP. Nothing here lists persons.
import { assessmentProblems } from '@gezhi/core/assessment/refusals'
import { assessmentApi } from '@gezhi/core/assessment/assessment.api'
import { RULE_VERSIONS } from '@gezhi/core/assessment/rule-versions'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sendRefusal } from '../../kernel/problem.ts'
import { requireActor } from '../../kernel/request.ts'
import type { AssessmentDeps } from './assessment.deps.ts'
import { readsFigures } from './figure.query.ts'
import { createScoreReader } from './score.reader.ts'
import { mayOpen, ofDistrict, ownSubject } from './score.access.ts'
import { organisationSubject, subjectOfPost } from './subjects.ts'

const NOT_YOURS = { code: 'assessment/not-your-score' } as const
const NO_TRACK = { code: 'assessment/no-track' } as const

const ruleView = (rule: (typeof RULE_VERSIONS)[number]) => ({
  id: rule.id,
  track: rule.track,
  name: { zh: rule.zh, en: rule.en },
  from: rule.from,
  source: rule.source,
  parts: rule.parts.map(({ code, zh, en, max, formula }) => ({
    code,
    name: { zh, en },
    max,
    formula: { ...formula },
  })),
  adjustments: rule.adjustments.map(({ code, zh, en, points, indicator, upTo = false }) => ({
    code,
    name: { zh, en },
    points,
    manual: indicator === undefined,
    upTo,
  })),
  caps: { ...rule.caps },
  sample: { of: [...rule.sample.of], least: rule.sample.least },
  leastPoints: rule.leastPoints,
})

export const scoreRoutes =
  (deps: AssessmentDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const reader = createScoreReader(deps)

    app.route({
      ...assessmentApi.rules,
      async handler(request, reply) {
        if (!readsFigures(requireActor(request)))
          return sendRefusal(reply, assessmentProblems, { code: 'assessment/not-your-role' })
        return { rules: RULE_VERSIONS.map(ruleView) }
      },
    })

    app.route({
      ...assessmentApi.myScorecard,
      async handler(request, reply) {
        const actor = requireActor(request)
        const subject = ownSubject(actor, deps.registers(actor.district))
        if (!subject || !mayOpen(actor, subject)) return sendRefusal(reply, assessmentProblems, NO_TRACK)
        const card = await reader.scorecard(actor, subject, request.query)
        return card.ok ? card.value : sendRefusal(reply, assessmentProblems, card.refusal)
      },
    })

    app.route({
      ...assessmentApi.myHistory,
      async handler(request, reply) {
        const actor = requireActor(request)
        const subject = ownSubject(actor, deps.registers(actor.district))
        if (!subject || !mayOpen(actor, subject)) return sendRefusal(reply, assessmentProblems, NO_TRACK)
        return reader.history(actor, subject)
      },
    })

    app.route({
      ...assessmentApi.scorecard,
      async handler(request, reply) {
        const actor = requireActor(request)
        const subject = organisationSubject(deps.registers(actor.district), request.params.org)
        if (!subject) return sendRefusal(reply, assessmentProblems, NO_TRACK)
        if (!mayOpen(actor, subject)) return sendRefusal(reply, assessmentProblems, NOT_YOURS)
        const card = await reader.scorecard(actor, subject, request.query)
        return card.ok ? card.value : sendRefusal(reply, assessmentProblems, card.refusal)
      },
    })

    app.route({
      ...assessmentApi.history,
      async handler(request, reply) {
        const actor = requireActor(request)
        const subject = organisationSubject(deps.registers(actor.district), request.params.org)
        if (!subject) return sendRefusal(reply, assessmentProblems, NO_TRACK)
        if (!mayOpen(actor, subject)) return sendRefusal(reply, assessmentProblems, NOT_YOURS)
        return reader.history(actor, subject)
      },
    })

    app.route({
      ...assessmentApi.postScorecard,
      async handler(request, reply) {
        const actor = requireActor(request)
        const subject = subjectOfPost(deps.registers(actor.district), request.params.post)
        // A foreign post is refused whether it exists or not.
        if (!subject || !mayOpen(actor, subject)) return sendRefusal(reply, assessmentProblems, NOT_YOURS)
        const card = await reader.scorecard(actor, subject, request.query)
        return card.ok ? card.value : sendRefusal(reply, assessmentProblems, card.refusal)
      },
    })

    app.route({
      ...assessmentApi.comparison,
      async handler(request, reply) {
        const actor = requireActor(request)
        const { track, month } = request.query
        const leads = actor.role === (track === 'STREET' ? 'STREET_LEADER' : 'DEPT_LEADER')
        if (!leads && !ofDistrict(actor)) return sendRefusal(reply, assessmentProblems, NOT_YOURS)
        return reader.comparison(actor, track, month)
      },
    })
  }
