// How a pack becomes rows: for each table its key, its columns with their types in the statement, and the rows.
import type { Pack } from '@gezhi/core/districts/register'

/** Type of a column in the statement; `geometry` arrives as GeoJSON. */
type ColumnType = 'text' | 'int' | 'numeric' | 'boolean' | 'date' | 'text[]' | 'jsonb' | 'geometry'

export interface Relation {
  readonly table: string
  readonly key: string
  readonly columns: Readonly<Record<string, ColumnType>>
  readonly rows: (pack: Pack) => readonly Readonly<Record<string, unknown>>[]
  /** SQL that ends a row beyond marking it, where readers look at something else; `$day` is the day of the import. */
  readonly retire?: string
}

const relation = <const C extends Readonly<Record<string, ColumnType>>>(
  table: string,
  key: Extract<keyof C, string>,
  columns: C,
  rows: (pack: Pack) => readonly { readonly [K in keyof C]: unknown }[],
  retire?: string,
): Relation => ({ table, key, columns, rows, ...(retire === undefined ? {} : { retire }) })

/** In the order in which they are written. */
export const RELATIONS: readonly Relation[] = [
  relation(
    'organisation',
    'code',
    {
      code: 'text',
      kind: 'text',
      name: 'text',
      short_name: 'text',
      parent: 'text',
      peer_group: 'text',
      active: 'boolean',
    },
    ({ organisations }) =>
      organisations.map(({ shortName, peerGroup = null, parent = null, ...row }) => ({
        ...row,
        parent,
        short_name: shortName,
        peer_group: peerGroup,
      })),
    'active = false',
  ),
  relation('division', 'code', { code: 'text', level: 'text', outline: 'geometry' }, ({ divisions }) =>
    divisions.map(({ code, level, outline }) => ({
      code,
      level,
      outline: { type: 'MultiPolygon', coordinates: outline },
    })),
  ),
  relation(
    'grid',
    'code',
    {
      code: 'text',
      kind: 'text',
      name: 'text',
      community: 'text',
      street: 'text',
      households: 'int',
      population: 'int',
      polygon: 'geometry',
    },
    ({ grids }) => grids,
  ),
  relation('staff', 'code', { code: 'text', name: 'text' }, ({ staff }) => staff),
  relation(
    'post',
    'code',
    {
      code: 'text',
      person: 'text',
      role: 'text',
      org: 'text',
      street: 'text',
      community: 'text',
      grids: 'text[]',
      valid_from: 'date',
      valid_to: 'date',
      delegations: 'text[]',
    },
    ({ posts }) =>
      posts.map(({ staff, from, to, ...row }) => ({ ...row, person: staff, valid_from: from, valid_to: to })),
    'valid_to = least(valid_to, $day::date - 1)',
  ),
  relation(
    'support_team',
    'code',
    { code: 'text', name: 'text', community: 'text', grids: 'text[]', kind: 'text', people: 'int' },
    ({ teams }) => teams,
  ),
  relation(
    'catalogue_item',
    'code',
    {
      code: 'text',
      category: 'text',
      name: 'text',
      urgency: 'text',
      lead_department: 'text',
      hours: 'numeric',
      item: 'jsonb',
    },
    ({ catalogue }) =>
      catalogue.map((item) => ({
        code: item.code,
        category: item.category,
        name: item.name,
        urgency: item.urgency,
        lead_department: item.leadDepartment,
        hours: item.hours,
        item,
      })),
  ),
  relation('urgency_limits', 'urgency', { urgency: 'text', limits: 'jsonb' }, ({ limits }) =>
    Object.entries(limits).map(([urgency, of]) => ({ urgency, limits: of })),
  ),
  relation('calendar_day', 'day', { day: 'date', kind: 'text', name: 'text' }, ({ calendar }) =>
    calendar.map(({ date, ...row }) => ({ ...row, day: date })),
  ),
  relation(
    'service_item',
    'code',
    { code: 'text', category: 'text', name: 'text', at_home: 'boolean', provider: 'text', needs: 'text' },
    ({ services }) => services.map(({ atHome, ...row }) => ({ ...row, at_home: atHome })),
  ),
  relation(
    'source_system',
    'code',
    {
      code: 'text',
      department: 'text',
      name: 'text',
      data_kind: 'text',
      direction: 'text',
      protocol: 'text',
      frequency: 'text',
      personal_data_level: 'text',
      note: 'text',
    },
    ({ systems }) =>
      systems.map(({ dataKind, personalDataLevel, ...row }) => ({
        ...row,
        data_kind: dataKind,
        personal_data_level: personalDataLevel,
      })),
  ),
  relation(
    'item_class',
    'code',
    { code: 'text', kind: 'text', major_code: 'text', major: 'text', minor_code: 'text', minor: 'text' },
    ({ classes }) =>
      classes.map(({ majorCode, minorCode, ...row }) => ({
        ...row,
        major_code: majorCode,
        minor_code: minorCode,
      })),
  ),
  relation(
    'check_item',
    'code',
    {
      code: 'text',
      field: 'int',
      field_zh: 'text',
      field_en: 'text',
      zh: 'text',
      en: 'text',
      hazard_zh: 'text',
      hazard_en: 'text',
      photo: 'boolean',
      item: 'text',
    },
    ({ checks }) =>
      checks.map(({ code, field, fieldName, zh, en, hazard, photo, item }) => ({
        code,
        field,
        field_zh: fieldName.zh,
        field_en: fieldName.en,
        zh,
        en,
        hazard_zh: hazard.zh,
        hazard_en: hazard.en,
        photo,
        item,
      })),
  ),
  relation('base_layer', 'name', { name: 'text', features: 'jsonb' }, ({ water, roads, buildings }) => [
    { name: 'water', features: water },
    { name: 'roads', features: roads },
    { name: 'buildings', features: buildings },
  ]),
]
