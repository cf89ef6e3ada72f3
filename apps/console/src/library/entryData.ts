// What the form of a single record asks and sends.
import { call } from '@gezhi/client/call'
import { newId } from '@gezhi/client/ids'
import { districtApi } from '@gezhi/core/districts/district.api'
import { NONE } from '@gezhi/core/library/address'
import { entryApi, type EntryBody } from '@gezhi/core/library/entry.api'
import { houseCode } from '@gezhi/core/library/codes'
import type { RecordView } from '@gezhi/core/library/library.api'
import { type Cells, columnsOf, readRow, type Fault, type Surroundings } from '@gezhi/core/library/read-row'
import { writeField } from '@gezhi/core/library/read-field'
import { REGISTERS, type RegisterName } from '@gezhi/core/library/registers'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'

/** The next free code of a register that counts, for a community; null: codes come from elsewhere. */
export function useNextCode(register: RegisterName, community: string | null) {
  const { counted } = REGISTERS[register]
  const isAsked = counted !== undefined && (counted.by === 'district' || community !== null)
  return useQuery({
    queryKey: ['library', 'next-code', register, community],
    queryFn: ({ signal }) =>
      call(
        entryApi.nextCode,
        { params: { register }, query: community === null ? {} : { community } },
        { signal },
      ),
    enabled: isAsked,
    staleTime: 0,
  })
}

/** Community of a point; `inside` false beyond the district. */
export const useLocated = (at: readonly [number, number] | null) =>
  useQuery({
    queryKey: ['locate', at],
    queryFn: ({ signal }) =>
      call(districtApi.locate, { query: { lon: at?.[0] ?? 0, lat: at?.[1] ?? 0 } }, { signal }),
    enabled: at !== null,
    staleTime: Infinity,
  })

/** Sends the record; the same content under the same key, so that pressing again after a break registers nothing twice. */
export function useEnter(register: RegisterName) {
  const queries = useQueryClient()
  const last = useRef({ content: '', key: '' })
  return useMutation({
    mutationFn: (body: EntryBody) => {
      const content = JSON.stringify(body)
      if (last.current.content !== content) last.current = { content, key: newId() }
      return call(entryApi.enter, {
        params: { register },
        headers: { 'idempotency-key': last.current.key },
        body,
      })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['library'] }),
  })
}

/** What a record says, as the cells of a form. */
export function cellsOf(view: RecordView, language: 'zh' | 'en'): Cells {
  const { fields } = REGISTERS[view.register]
  const said = view.fields.map(({ name, value }) => {
    const field = fields[name]
    const text =
      field?.kind === 'number' ? String(value ?? '') : field ? writeField(field, value, language) : ''
    return [
      name,
      field?.kind === 'choice' ? String(value ?? '') : field?.kind === 'flag' ? flagOf(value) : text,
    ]
  })
  const [lon, lat] = view.register === 'HOUSE' ? [] : (view.place ?? [])
  return {
    ...Object.fromEntries(said),
    code: view.code,
    name: view.name,
    address: view.address,
    ...(view.community ? { community: view.community } : {}),
    ...(lon !== undefined && lat !== undefined ? { lon: String(lon), lat: String(lat) } : {}),
  }
}
const flagOf = (value: unknown): string => (value === true ? 'Y' : value === false ? 'N' : '')

/** The code of a house from its building and door; empty while the door does not make one. */
export function codeOfHouse(building: string, { unit = '', floor = '', room = '' }: Cells): string {
  const staircase = /^\d{1,2}$/.test(unit) ? Number(unit) : unit === '' || unit === NONE ? 0 : NaN
  try {
    return houseCode(building, { unit: staircase, floor: Number(floor), room: room.toUpperCase() })
  } catch {
    return ''
  }
}

const OF_NEW_BUILDINGS: readonly string[] = ['per_floor', 'width_m', 'depth_m', 'angle_deg']

/** Columns of the form beside code, name, address and place: the register's fields, and what makes a new building's houses. */
export const askedColumns = (register: RegisterName, isNew: boolean): readonly string[] => [
  ...Object.keys(REGISTERS[register].fields),
  ...(isNew ? OF_NEW_BUILDINGS.filter((column) => columnsOf(register).includes(column)) : []),
]

/** What is wrong with the cells, by the rule by which the centre reads them. */
export function faultsOf(
  register: RegisterName,
  cells: Cells,
  around: Omit<Surroundings, 'toDatum' | 'initials'>,
) {
  const read = readRow(register, cells, { ...around, toDatum: (at) => at, initials: () => '' })
  const faults: readonly Fault[] = read.ok ? [] : read.faults
  return new Map(faults.map((fault) => [fault.column, fault]))
}
