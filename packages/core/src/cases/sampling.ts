/** One case in ten by its id alone: the same case is always in or out, and nobody can choose (FNV-1a). */
export function isSampled(stream: string): boolean {
  let hash = 0x811c9dc5
  for (const character of stream) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0) % 10 === 0
}
