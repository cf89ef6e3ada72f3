// notices.yaml in the home folder: by which ways notices leave the house. Without the file none does.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { ConfigError } from '../../config.ts'
import type { SmsGateway } from './channels/sms.ts'

/** A robot in a group chat of one organisation. */
export interface Group {
  readonly org: string
  readonly kind: 'WECOM' | 'DINGTALK'
  readonly url: string
  /** DingTalk's SEC…; empty for WeCom. */
  readonly secret: string
}

export interface NoticeConfig {
  /** mailto: or https: address at which a push service finds the operator. */
  readonly push: { readonly contact: string } | null
  readonly sms: SmsGateway | null
  readonly groups: readonly Group[]
}
export const NO_CHANNELS: NoticeConfig = { push: null, sms: null, groups: [] }

type Given = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Given => typeof value === 'object' && value !== null

/** Every text of the file is asked for by name, so that a spelling mistake is said and not passed over. */
function reader(file: string) {
  const fail = (what: string): never => {
    throw new ConfigError(`${file}: ${what}`)
  }
  const record = (value: unknown, where: string, names: readonly string[]): Given => {
    if (!isRecord(value)) return fail(`${where} must be a table`)
    const strange = Object.keys(value).find((name) => !names.includes(name))
    return strange === undefined ? value : fail(`${where} knows no ${strange}`)
  }
  const text = (given: Given, name: string, where: string): string => {
    const value = given[name]
    return typeof value === 'string' && value.trim() !== '' ? value : fail(`${where} lacks ${name}`)
  }
  const address = (given: Given, where: string): string => {
    const url = text(given, 'url', where)
    return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
      ? url
      : fail(`${where}: url is no http address`)
  }
  return { fail, record, text, address }
}

export function readChannels(document: string, file: string): NoticeConfig {
  const { fail, record, text, address } = reader(file)
  const all = record(parse(document) ?? {}, 'the file', ['push', 'sms', 'groups'])
  const { push, sms, groups = [] } = all
  const group = (value: unknown, index: number): Group => {
    const where = `group ${index + 1}`
    const given = record(value, where, ['org', 'kind', 'url', 'secret'])
    const kind = text(given, 'kind', where)
    if (kind !== 'WECOM' && kind !== 'DINGTALK') return fail(`${where}: kind is WECOM or DINGTALK`)
    const secret = kind === 'DINGTALK' ? text(given, 'secret', where) : ''
    return { org: text(given, 'org', where), kind, url: address(given, where), secret }
  }
  const contactOf = (value: unknown): { contact: string } => {
    const contact = text(record(value, 'push', ['contact']), 'contact', 'push')
    return /^(mailto:|https:)/.test(contact)
      ? { contact }
      : fail('push: contact begins with mailto: or https:')
  }
  const gateway = (value: unknown): SmsGateway => {
    const given = record(value, 'sms', ['url', 'keyId', 'secret'])
    const secret = text(given, 'secret', 'sms')
    if (secret.length < 16) fail('sms: the secret has 16 characters or more')
    return { url: address(given, 'sms'), keyId: text(given, 'keyId', 'sms'), secret }
  }
  return {
    push: push === undefined ? null : contactOf(push),
    sms: sms === undefined ? null : gateway(sms),
    groups: Array.isArray(groups) ? groups.map(group) : fail('groups must be a list'),
  }
}

/** Throws `ConfigError` in one sentence for the operator. */
export async function readNoticeConfig(home: string): Promise<NoticeConfig> {
  const file = join(home, 'notices.yaml')
  let document: string
  try {
    document = await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return NO_CHANNELS
    throw error
  }
  return readChannels(document, file)
}
