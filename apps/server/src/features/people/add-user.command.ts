import { peopleProblems } from '@gezhi/core/people/refusals'
import type { PeopleFeature } from './index.ts'

interface Wish {
  /** Code of a post that somebody holds today. */
  readonly post: string
  readonly username: string
}

/**
 * `gezhi add-user --post <code> --username <name>`: how the first administrator comes in. Prints a link that sets the
 * password once; there is no password before. Answers the exit code.
 */
export async function addUserCommand(
  people: Pick<PeopleFeature, 'addUser'>,
  { post, username }: Wish,
  write: (text: string) => void = (text) => void process.stdout.write(text),
): Promise<number> {
  if (!/^[a-zA-Z0-9_.]{3,30}$/.test(username)) {
    write('A user name has 3 to 30 letters, digits, dots or underscores\n')
    return 1
  }
  const link = await people.addUser(post, username)
  if (typeof link === 'string') {
    write(`${post}: ${peopleProblems[link][2]}\n`)
    return 1
  }
  write(
    `${link.username}: set the password until ${new Date(link.expiresAt).toISOString()} at\n${link.link}\n`,
  )
  return 0
}
