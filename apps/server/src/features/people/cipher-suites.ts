import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import type { CRYPTO_SUITES } from '../../config.ts'

/**
 * international: AES-256-GCM and HMAC-SHA-256. national: SM4-CTR with HMAC-SM3 over place, IV and ciphertext
 * (encrypt-then-MAC), because OpenSSL 3.5 as Node has it brings SM4 (GB/T 32907) and SM3 (GB/T 32905) but no SM4-GCM.
 */
export type Suite = (typeof CRYPTO_SUITES)[number]

export interface Sealing {
  readonly encrypt: (text: string, place: string) => Buffer
  /** Throws when the bytes are not what was encrypted for this place with this key. */
  readonly decrypt: (bytes: Buffer, place: string) => string
  readonly fingerprint: (text: string) => Buffer
}

const GCM_IV = 12
const GCM_TAG = 16
const CTR_IV = 16
const MAC = 32

function international(key: Buffer): Sealing {
  const forFingerprints = Buffer.from(hkdfSync('sha256', key, '', 'fingerprint', 32))
  return {
    encrypt(text, place) {
      const iv = randomBytes(GCM_IV)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place))
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), bytes])
    },
    decrypt(bytes, place) {
      const iv = bytes.subarray(0, GCM_IV)
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: GCM_TAG })
        .setAAD(Buffer.from(place))
        .setAuthTag(bytes.subarray(GCM_IV, GCM_IV + GCM_TAG))
      const text = decipher.update(bytes.subarray(GCM_IV + GCM_TAG))
      return Buffer.concat([text, decipher.final()]).toString('utf8')
    },
    fingerprint: (text) => createHmac('sha256', forFingerprints).update(text).digest(),
  }
}

function national(key: Buffer): Sealing {
  const derive = (use: string, length: number) => Buffer.from(hkdfSync('sm3', key, '', use, length))
  const [forText, forMac, forFingerprints] = [derive('sm4', 16), derive('mac', 32), derive('fingerprint', 32)]
  const macOf = (place: string, rest: Buffer) => {
    const about = Buffer.from(place)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(about.length)
    return createHmac('sm3', forMac).update(length).update(about).update(rest).digest()
  }
  return {
    encrypt(text, place) {
      const iv = randomBytes(CTR_IV)
      const cipher = createCipheriv('sm4-ctr', forText, iv)
      const rest = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([macOf(place, rest), rest])
    },
    decrypt(bytes, place) {
      const rest = bytes.subarray(MAC)
      const mac = bytes.subarray(0, MAC)
      if (rest.length < CTR_IV || !timingSafeEqual(mac, macOf(place, rest)))
        throw new Error('the sealed value was changed, moved or sealed with another key')
      const decipher = createDecipheriv('sm4-ctr', forText, rest.subarray(0, CTR_IV))
      return Buffer.concat([decipher.update(rest.subarray(CTR_IV)), decipher.final()]).toString('utf8')
    },
    fingerprint: (text) => createHmac('sm3', forFingerprints).update(text).digest(),
  }
}

/** `key`: 32 random bytes. */
export const sealingOf = (suite: Suite, key: Buffer): Sealing =>
  suite === 'national' ? national(key) : international(key)
