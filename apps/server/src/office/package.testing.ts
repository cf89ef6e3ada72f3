// Opens what we write as an office program would: zip, checksums, well-formed XML, content types and relations.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { promisify } from 'node:util'
import { crc32, inflateRawSync } from 'node:zlib'

const DIRECTORY_END = 0x06054b50

/** Every file of a zip by its path; throws where a checksum is wrong. */
export function unzip(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || bytes.readUInt32LE(end) !== DIRECTORY_END) throw new Error('not a zip')
  const files = new Map<string, Buffer>()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, sum, size] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 16),
      bytes.readUInt32LE(at + 20),
    ]
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const local = bytes.readUInt32LE(at + 42)
    const path = bytes.toString('utf8', at + 46, at + 46 + name)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const packed = bytes.subarray(start, start + size)
    const content = method === 0 ? packed : inflateRawSync(packed)
    if (crc32(content) !== sum) throw new Error(`${path}: the checksum is wrong`)
    files.set(path, content)
    at += 46 + name + extra + comment
  }
  return files
}

/** Throws at the first tag that is not closed, or closed twice, and at a bare sign. */
export function mustBeWellFormed(path: string, xml: string): void {
  const open: string[] = []
  const body = xml.replace(/^<\?xml[^?]*\?>/, '').replace(/<!--.*?-->/gs, '')
  for (const [, text = '', closing, name = '', attributes = '', empty] of body.matchAll(
    /([^<]*)<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/gy,
  )) {
    for (const words of [text, attributes])
      if (/&(?!(amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i.test(words))
        throw new Error(`${path}: a bare & in ${words}`)
    if (closing) {
      const opened = open.pop()
      if (opened !== name) throw new Error(`${path}: </${name}> closes <${opened}>`)
    } else if (!empty) open.push(name)
  }
  const rest = body.replace(
    /([^<]*)<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g,
    '',
  )
  if (open.length > 0 || rest.trim() !== '')
    throw new Error(`${path}: not well formed: ${open.join()} ${rest.slice(0, 80)}`)
}

/** The XML parts of an office file by path, after everything that must hold of such a file was found to hold. */
export function openPackage(bytes: Buffer): Map<string, string> {
  const files = unzip(bytes)
  const types = files.get('[Content_Types].xml')?.toString() ?? ''
  const parts = new Map<string, string>()
  for (const [path, content] of files) {
    if (!/\.(xml|rels)$/.test(path)) continue
    const xml = content.toString()
    mustBeWellFormed(path, xml)
    parts.set(path, xml)
    if (!path.endsWith('.rels')) continue
    const home = posix.join(posix.dirname(path), '..')
    for (const [, target = '', mode] of xml.matchAll(/Target="([^"]+)"(?:\s+TargetMode="(\w+)")?/g)) {
      const file = target.startsWith('/') ? target.slice(1) : posix.join(home, target)
      if (mode !== 'External' && !files.has(file))
        throw new Error(`${path} names ${file}, which is not there`)
    }
  }
  for (const [, part = ''] of types.matchAll(/PartName="\/([^"]+)"/g))
    if (!files.has(part)) throw new Error(`a content type is given for ${part}, which is not there`)
  return parts
}

const run = promisify(execFile)

/** Path of LibreOffice on this machine, or null: then nothing is converted. */
export const office: string | null = await run('sh', ['-c', 'command -v soffice']).then(
  ({ stdout }) => stdout.trim() || null,
  () => null,
)

/** What LibreOffice makes of a file, e.g. of a workbook as `csv`, as bytes. */
export async function convert(bytes: Buffer, from: 'xlsx' | 'docx', to: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'gezhi-office-'))
  try {
    await writeFile(join(folder, `it.${from}`), bytes)
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    await run(office ?? 'soffice', [
      profile,
      '--headless',
      '--convert-to',
      to,
      '--outdir',
      folder,
      join(folder, `it.${from}`),
    ])
    return await readFile(join(folder, `it.${to.split(':')[0]}`))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
