import { Type, type Static } from 'typebox'
import { oneOf } from '../cases/schemas.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem } from '../kernel/problem.ts'
import { RELATIVES, RequestRight, RequestView } from './data-request.ts'
import { PURPOSE_CODES } from './purposes.ts'
import { RECORD_KINDS, RecordView } from './record.ts'
import { Uuid } from './resident.ts'

const Refused = { '4xx': Problem, '5xx': Problem }
const closed = { additionalProperties: false }
const about = (operationId: string, summary: string) => ({ operationId, summary, tags: ['data protection'] })
const Made = Type.Object({ id: Type.String() })
const params = Type.Object({ id: Uuid })
const orNull = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()])
const Long = Type.String({ minLength: 1, maxLength: 2000 })

export const AlarmView = Type.Object({
  person: Type.String(),
  personName: Type.String(),
  post: Type.String(),
  day: Type.String(),
  at: Type.Integer(),
  reads: Type.Integer(),
  settledAt: orNull(Type.Integer()),
  note: orNull(Type.String()),
})
export type AlarmView = Static<typeof AlarmView>

export const EXPORT_STATES = ['ASKED', 'APPROVED', 'REFUSED', 'TAKEN'] as const
export const ExportView = Type.Object({
  id: Type.String(),
  askedAt: Type.Integer(),
  post: Type.String(),
  personName: Type.String(),
  orgName: Type.String(),
  community: Type.String(),
  purpose: oneOf(PURPOSE_CODES),
  reason: Type.String(),
  state: oneOf(EXPORT_STATES),
  decidedAt: orNull(Type.Integer()),
  answer: orNull(Type.String()),
  rows: orNull(Type.Integer()),
  takenAt: orNull(Type.Integer()),
  own: Type.Boolean(),
})
export type ExportView = Static<typeof ExportView>

export const RetentionReport = Type.Object({
  id: Type.String(),
  at: Type.Integer(),
  counts: Type.Record(Type.String(), Type.Integer()),
})

/** What everybody may know: who answers for data protection, for what data are used, which texts are in force. */
export const publicProtectionApi = endpoint({
  method: 'GET',
  url: '/api/protection/public',
  schema: {
    ...about('protectionNotice', 'The data protection officer, the purposes and the consent texts in force'),
    response: {
      200: Type.Object({
        officer: orNull(
          Type.Object({
            name: Type.String(),
            contactPhone: Type.String(),
            contactMail: Type.String(),
            office: Type.String(),
          }),
        ),
        since: orNull(Type.Integer()),
        texts: Type.Array(
          Type.Object({
            code: Type.String(),
            version: Type.Integer(),
            separate: Type.Boolean(),
            title: Type.Object({ zh: Type.String(), en: Type.String() }),
            body: Type.Object({ zh: Type.String(), en: Type.String() }),
          }),
        ),
      }),
      ...Refused,
    },
  },
})

/** The desk of the data protection officer. */
export const protectionApi = {
  records: endpoint({
    method: 'GET',
    url: '/api/protection/records',
    schema: {
      ...about('protectionRecords', 'Records in force by kind; with `past` also those they replaced'),
      querystring: Type.Object(
        { kind: Type.Optional(oneOf(RECORD_KINDS)), past: Type.Optional(Type.Boolean()) },
        closed,
      ),
      response: { 200: Type.Object({ records: Type.Array(RecordView) }), ...Refused },
    },
  }),
  record: endpoint({
    method: 'POST',
    url: '/api/protection/records',
    schema: {
      ...about('addProtectionRecord', 'Add a record; with the key of an older one it takes its place'),
      body: Type.Object(
        {
          kind: oneOf(RECORD_KINDS),
          key: Type.Optional(Uuid),
          body: Type.Record(Type.String(), Type.Unknown()),
        },
        closed,
      ),
      response: { 201: Made, ...Refused },
    },
  }),
  alarms: endpoint({
    method: 'GET',
    url: '/api/protection/alarms',
    schema: {
      ...about('protectionAlarms', 'Who opened more than 200 records on a day'),
      response: { 200: Type.Object({ alarms: Type.Array(AlarmView) }), ...Refused },
    },
  }),
  settleAlarm: endpoint({
    method: 'POST',
    url: '/api/protection/alarms/:person/:day/settle',
    schema: {
      ...about('settleAlarm', 'Say what was found'),
      params: Type.Object({
        person: Type.String({ maxLength: 40 }),
        day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
      }),
      body: Type.Object({ note: Long }, closed),
      response: { 204: Type.Null(), ...Refused },
    },
  }),
  requests: endpoint({
    method: 'GET',
    url: '/api/protection/requests',
    schema: {
      ...about('dataRequests', 'Requests about personal data, open ones by due date'),
      querystring: Type.Object({ open: Type.Optional(Type.Boolean()) }, closed),
      response: { 200: Type.Object({ requests: Type.Array(RequestView) }), ...Refused },
    },
  }),
  askOnPaper: endpoint({
    method: 'POST',
    url: '/api/protection/requests',
    schema: {
      ...about('recordPaperRequest', 'A request that came on paper, also of a relative of a deceased person'),
      headers: Type.Object({ 'idempotency-key': Uuid }),
      body: Type.Object(
        {
          right: RequestRight,
          resident: Uuid,
          relation: Type.Optional(oneOf(RELATIVES)),
          text: Type.Optional(Long),
        },
        closed,
      ),
      response: { 202: Made, ...Refused },
    },
  }),
  decideRequest: endpoint({
    method: 'POST',
    url: '/api/protection/requests/:id/decide',
    schema: {
      ...about('decideDataRequest', 'Answer a request; a refusal says its reason and the remedy'),
      params,
      headers: Type.Object({ 'idempotency-key': Uuid }),
      body: Type.Object({ granted: Type.Boolean(), text: Type.Optional(Long) }, closed),
      response: { 202: Made, ...Refused },
    },
  }),
  exports: endpoint({
    method: 'GET',
    url: '/api/protection/exports',
    schema: {
      ...about('residentExports', 'Exports: one’s own, for the officer all'),
      response: { 200: Type.Object({ exports: Type.Array(ExportView) }), ...Refused },
    },
  }),
  askExport: endpoint({
    method: 'POST',
    url: '/api/protection/exports',
    schema: {
      ...about('askExport', 'Ask for a list of the own community, for a purpose and a reason'),
      body: Type.Object({ purpose: oneOf(PURPOSE_CODES), reason: Long }, closed),
      response: { 201: Made, ...Refused },
    },
  }),
  decideExport: endpoint({
    method: 'POST',
    url: '/api/protection/exports/:id/decide',
    schema: {
      ...about('decideExport', 'Another post decides'),
      params,
      body: Type.Object({ approved: Type.Boolean(), answer: Type.Optional(Long) }, closed),
      response: { 204: Type.Null(), ...Refused },
    },
  }),
  takeExport: endpoint({
    method: 'POST',
    url: '/api/protection/exports/:id/file',
    schema: {
      ...about('takeExport', 'The list as CSV, once, with who took it in every row'),
      params,
      response: { 200: Type.Object({ fileName: Type.String(), csv: Type.String() }), ...Refused },
    },
  }),
  reports: endpoint({
    method: 'GET',
    url: '/api/protection/reports',
    schema: {
      ...about('retentionReports', 'What the nightly job erased and locked'),
      response: { 200: Type.Object({ reports: Type.Array(RetentionReport) }), ...Refused },
    },
  }),
  hold: endpoint({
    method: 'POST',
    url: '/api/residents/:id/hold',
    schema: {
      ...about('holdResident', 'Say why the law forbids deletion; null takes it back'),
      params,
      body: Type.Object({ reason: orNull(Long) }, closed),
      response: { 204: Type.Null(), ...Refused },
    },
  }),
} as const
