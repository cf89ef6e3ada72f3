import type { Config } from '../config.ts'
import { verify, type Finding } from '../kernel/verify.ts'
import { withFeatures } from './open.ts'

function say({ district, seq, stream, what }: Finding): string {
  const place = seq === undefined ? `stream ${stream}` : `fact ${seq}`
  return `District ${district}, ${place}: ${what}`
}

/** `gezhi verify`: exit code 0 when everything fits, 1 with the first thing that does not. */
export async function verifyCommand(config: Config): Promise<number> {
  const { facts, streams, finding } = await withFeatures(config, ({ db }, { features }) =>
    verify(
      db,
      features.flatMap(({ kinds = [] }) => kinds),
    ),
  )
  if (finding) {
    process.stderr.write(`${say(finding)}\n`)
    return 1
  }
  process.stdout.write(`${facts} facts and ${streams} streams fit\n`)
  return 0
}
