import type { Step } from '@gezhi/core/cases/states'
import type { Urgency } from '@gezhi/core/districts/district'

/** `daylight` is for the open air: everything that is read stands out by at least 7:1. */
export const THEMES = ['light', 'dark', 'daylight'] as const
export type ThemeName = (typeof THEMES)[number]

/** A meaning in colour: `mark` fills pins, dots and bars (≥ 3:1 on the panel), `ink` writes words (≥ 4.5:1). */
export interface Hue {
  readonly mark: string
  readonly ink: string
  /** Pale ground for a tag; `ink` reads on it. */
  readonly wash: string
}

export interface Colours {
  readonly accent: string
  readonly onAccent: string
  readonly accentWash: string
  readonly ground: string
  readonly panel: string
  readonly raised: string
  readonly text: string
  readonly muted: string
  readonly line: string
  /** Borders of fields, which must be seen to be used (≥ 3:1). */
  readonly control: string
  readonly danger: Hue
  readonly good: Hue
  readonly warn: Hue
  readonly urgency: Readonly<Record<Urgency, Hue>>
  readonly step: Readonly<Record<Step, Hue>>
  readonly map: MapColours
}

export interface MapColours {
  readonly land: string
  readonly water: string
  readonly road: string
  readonly roadEdge: string
  readonly building: string
  readonly border: string
  readonly grid: string
  readonly exclusiveGrid: string
  readonly label: string
  readonly halo: string
}

const light: Colours = {
  accent: '#1D4E89',
  onAccent: '#FFFFFF',
  accentWash: '#E8EFF7',
  ground: '#F6F7F9',
  panel: '#FFFFFF',
  raised: '#FFFFFF',
  text: '#1B2430',
  muted: '#586575',
  line: '#E2E6EC',
  control: '#8592A3',
  danger: { mark: '#C53030', ink: '#B42323', wash: '#FDECEC' },
  good: { mark: '#2F855A', ink: '#276B49', wash: '#E7F5EC' },
  warn: { mark: '#B7791F', ink: '#83530E', wash: '#FBF2DF' },
  urgency: {
    GENERAL: { mark: '#5B6B7F', ink: '#4E5D70', wash: '#EEF1F5' },
    IMPORTANT: { mark: '#B7791F', ink: '#83530E', wash: '#FBF2DF' },
    URGENT: { mark: '#C53030', ink: '#B42323', wash: '#FDECEC' },
  },
  step: {
    REPORT: { mark: '#2B6CB0', ink: '#275F9B', wash: '#E6F0FA' },
    DISPATCH: { mark: '#6B46C1', ink: '#6240B2', wash: '#F0EBFB' },
    HANDLE: { mark: '#B7791F', ink: '#83530E', wash: '#FBF2DF' },
    FEEDBACK: { mark: '#2C7A7B', ink: '#266969', wash: '#E3F4F4' },
    ASSESS: { mark: '#2F855A', ink: '#276B49', wash: '#E7F5EC' },
  },
  map: {
    land: '#F1F3F2',
    water: '#C9DCEA',
    road: '#FFFFFF',
    roadEdge: '#DADFE5',
    building: '#DDE2E8',
    border: '#8496AB',
    grid: '#A9B7C6',
    exclusiveGrid: '#9B83CF',
    label: '#3A4757',
    halo: '#F6F7F9',
  },
}

const dark: Colours = {
  accent: '#6FA8DC',
  onAccent: '#0E1621',
  accentWash: '#1D3147',
  ground: '#0E1621',
  panel: '#16202E',
  raised: '#1C2939',
  text: '#E6EBF2',
  muted: '#9FAEC0',
  line: '#26344A',
  control: '#64758C',
  danger: { mark: '#E25C5C', ink: '#FF9B9B', wash: '#3A2027' },
  good: { mark: '#4CAF7A', ink: '#7BD3A1', wash: '#16322A' },
  warn: { mark: '#D69A3A', ink: '#ECBE6E', wash: '#332A1B' },
  urgency: {
    GENERAL: { mark: '#8798AD', ink: '#B4C1D0', wash: '#233144' },
    IMPORTANT: { mark: '#D69A3A', ink: '#ECBE6E', wash: '#332A1B' },
    URGENT: { mark: '#E25C5C', ink: '#FF9B9B', wash: '#3A2027' },
  },
  step: {
    REPORT: { mark: '#4F93D8', ink: '#8CBDF0', wash: '#1A2E47' },
    DISPATCH: { mark: '#9274DC', ink: '#BFA8F5', wash: '#292645' },
    HANDLE: { mark: '#D69A3A', ink: '#ECBE6E', wash: '#332A1B' },
    FEEDBACK: { mark: '#3FA0A1', ink: '#7FCFCF', wash: '#163235' },
    ASSESS: { mark: '#4CAF7A', ink: '#7BD3A1', wash: '#16322A' },
  },
  map: {
    land: '#131C28',
    water: '#17304A',
    road: '#2A3A50',
    roadEdge: '#1B2737',
    building: '#26354A',
    border: '#5E7693',
    grid: '#3A4D66',
    exclusiveGrid: '#7A66B5',
    label: '#B9C6D6',
    halo: '#0E1621',
  },
}

const brightWarn: Hue = { mark: '#8A5A00', ink: '#5E3C00', wash: '#FFF4DB' }
const brightDanger: Hue = { mark: '#A11616', ink: '#8C1010', wash: '#FFF0F0' }
const brightGood: Hue = { mark: '#1F6B41', ink: '#0F4F2D', wash: '#EAF7EF' }

/** Under the sun a pale line is no line: white ground, black words, borders that are seen. */
const daylight: Colours = {
  accent: '#0B3A75',
  onAccent: '#FFFFFF',
  accentWash: '#E9F2FC',
  ground: '#FFFFFF',
  panel: '#FFFFFF',
  raised: '#FFFFFF',
  text: '#000000',
  muted: '#333D49',
  line: '#76828F',
  control: '#46535F',
  danger: brightDanger,
  good: brightGood,
  warn: brightWarn,
  urgency: {
    GENERAL: { mark: '#46535F', ink: '#333F4D', wash: '#EEF1F5' },
    IMPORTANT: brightWarn,
    URGENT: brightDanger,
  },
  step: {
    REPORT: { mark: '#1B5697', ink: '#12437A', wash: '#E9F2FC' },
    DISPATCH: { mark: '#5630A8', ink: '#43238A', wash: '#F2EDFC' },
    HANDLE: brightWarn,
    FEEDBACK: { mark: '#1C6364', ink: '#0E4B4C', wash: '#E6F5F5' },
    ASSESS: brightGood,
  },
  map: {
    ...light.map,
    land: '#FFFFFF',
    roadEdge: '#76828F',
    building: '#C9D1DA',
    border: '#46535F',
    grid: '#76828F',
    label: '#000000',
    halo: '#FFFFFF',
  },
}

export const COLOURS: Readonly<Record<ThemeName, Colours>> = { light, dark, daylight }
