// Codes of buildings and houses (domain specification §4.1). Serials follow registration, never the grid.

/** 17 digits: community and serial. Throws beyond 99,999 buildings of a community. */
export function buildingCode(community: string, serial: number): string {
  if (!/^\d{12}$/.test(community) || !Number.isInteger(serial) || serial < 1 || serial > 99_999)
    throw new RangeError(`no building code for ${community} ${serial}`)
  return `${community}${String(serial).padStart(5, '0')}`
}

/** Two digits of a floor: 01–89 above ground, 91–99 for the first to ninth basement. */
export function floorCode(floor: number): string {
  if (!Number.isInteger(floor) || floor === 0 || floor > 89 || floor < -9)
    throw new RangeError(`no floor ${floor}`)
  return floor > 0 ? String(floor).padStart(2, '0') : String(90 - floor)
}

export interface HouseNumber {
  /** 0: the building has no staircases. */
  readonly unit: number
  readonly floor: number
  /** Up to four characters. */
  readonly room: string
}

/** 25 characters: building, unit, floor, room. */
export function houseCode(building: string, { unit, floor, room }: HouseNumber): string {
  if (!/^\d{17}$/.test(building) || !/^[0-9A-Z]{1,4}$/.test(room) || unit < 0 || unit > 99)
    throw new RangeError(`no house code for ${building} ${unit} ${room}`)
  return `${building}${String(unit).padStart(2, '0')}${floorCode(floor)}${room.padStart(4, '0')}`
}

/** What a house code says; null for another form. */
export function readHouseCode(code: string): (HouseNumber & { readonly building: string }) | null {
  const found = /^(\d{17})(\d{2})(\d{2})([0-9A-Z]{4})$/.exec(code)
  if (!found) return null
  const [, building = '', unit, floor, room = ''] = found
  const digits = Number(floor)
  if (digits === 0 || digits === 90) return null
  return {
    building,
    unit: Number(unit),
    floor: digits > 90 ? 90 - digits : digits,
    room: room.replace(/^0+(?=.)/, ''),
  }
}
