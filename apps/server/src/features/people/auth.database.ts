import { CamelCasePlugin, type Kysely, type KyselyPlugin } from 'kysely'
import type { Db } from '../../kernel/database.ts'

/** Columns of the library's tables that hold instants; ours are read as milliseconds, the library wants dates. */
const INSTANT = /(At|Until)$/

const withDates: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: ({ result }) =>
    Promise.resolve({
      ...result,
      rows: result.rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) =>
            INSTANT.test(name) && typeof value === 'number' ? [name, new Date(value)] : [name, value],
          ),
        ),
      ),
    }),
}

/** The program's own pool, as the sign-in library sees it: schema `auth`, names in camel case, dates. */
export const authDatabase = (db: Db): Kysely<unknown> =>
  // Gate: the library brings its own types of its own tables.
  db.withPlugin(new CamelCasePlugin()).withPlugin(withDates).withSchema('auth') as unknown as Kysely<unknown>
