import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Identity {
  readonly sub: string
  readonly preferred_username: string
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return new URLSearchParams(Buffer.concat(parts).toString())
}

/** An OpenID provider as governments run them: discovery, keys, codes for tokens. It trusts whoever asks. */
export async function startProvider(clientId: string) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, { readonly identity: Identity; readonly nonce: string | null }>()
  let issuer = ''
  let current: Identity | undefined

  const idToken = ({ identity, nonce }: { identity: Identity; nonce: string | null }) => {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: issuer,
      aud: clientId,
      iat: now,
      exp: now + 300,
      ...identity,
      ...(nonce ? { nonce } : {}),
    }
    const text = `${encode({ alg: 'RS256', kid: 'k' })}.${encode(claims)}`
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`
  }
  const server = createServer((request, response) => {
    const reply = (value: object) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
    const endpoints: Readonly<Record<string, () => unknown>> = {
      '/.well-known/openid-configuration': () =>
        reply({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/userinfo`,
          jwks_uri: `${issuer}/keys`,
          id_token_signing_alg_values_supported: ['RS256'],
        }),
      '/keys': () =>
        reply({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] }),
      '/token': async () => {
        const code = codes.get((await bodyOf(request)).get('code') ?? '')
        if (!code) return response.writeHead(400).end()
        current = code.identity
        return reply({ access_token: randomUUID(), token_type: 'Bearer', id_token: idToken(code) })
      },
      '/userinfo': () => reply(current ?? {}),
    }
    const endpoint = endpoints[new URL(request.url ?? '/', 'http://localhost').pathname]
    if (endpoint) void endpoint()
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    /** What the provider sends the browser back with, after somebody has identified there. */
    authorize(address: string, identity: Identity): string {
      const asked = new URL(address).searchParams
      const code = randomUUID()
      codes.set(code, { identity, nonce: asked.get('nonce') })
      return new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString()
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
