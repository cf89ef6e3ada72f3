// Tables of migration 0007 as Kysely sees them.
import type { MonthState } from '@gezhi/core/assessment/month'
import type { ScoreState } from '@gezhi/core/assessment/score'
import type { ScoreAppeal } from '@gezhi/core/assessment/ledger'
import type { Instant, InstantOrNull, Json } from '../../kernel/tables.ts'

declare module '../../kernel/tables.ts' {
  interface Database {
    contribution: ContributionTable
    figure_day: FigureDayTable
    figure_margin: FigureMarginTable
    figure_mark: { district: number; seq: number; units_from: string | null }
    assessment_month: {
      district: number
      id: string
      month: string
      version: number
      state_doc: Json<MonthState>
    }
    score: ScoreTable
    score_line: ScoreLineTable
    score_appeal: {
      district: number
      score: string
      no: number
      line: number
      state: string
      filed_by: string
      filed_at: Instant
      appeal: Json<ScoreAppeal>
    }
  }
}

interface ContributionTable {
  district: number
  case_id: string
  indicator: string
  key: string
  seq_from: number
  seq_to: number | null
  day: string
  at: Instant
  until_day: string | null
  until: InstantOrNull
  base: boolean
  counts: boolean
  org: string | null
  post: string | null
  person: string | null
  no: number | null
  value: number | null
  reporter: string | null
  family: string | null
  street: string | null
  community: string | null
  grid: string | null
  item: string | null
  category: string | null
  urgency: string
}

interface FigureMarginTable {
  district: number
  indicator: string
  dim: string
  day: string
  key: string
  urgency: string
  base: number
  counted: number
  value: number
}

interface FigureDayTable {
  district: number
  indicator: string
  day: string
  street: string
  org: string
  category: string
  urgency: string
  base: number
  counted: number
  value: number
}

interface ScoreTable {
  district: number
  id: string
  month: string
  kind: string
  code: string
  track: string
  org: string
  person: string | null
  version: number
  settled_at: InstantOrNull
  runs: number
  state_doc: Json<ScoreState>
}

interface ScoreLineTable {
  district: number
  score: string
  no: number
  kind: string
  rule: string
  run: number
  part: string
  points: number
  case_id: string | null
  explanation: Json
  reason: string | null
  evidence: string[]
  corrects: number | null
  written_by: Json
  at: Instant
  seq: number
}
