// Row level security of the whole database, off and on again: only a bench may ask what it costs.
import pg from 'pg'

const GUARDED = `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity`

export interface RowSecurity {
  readonly off: () => Promise<void>
  readonly on: () => Promise<void>
}

/** Whether a transaction of the program's role that names no district sees a case: only without row security. */
async function seesAll(client: pg.Client): Promise<boolean> {
  await client.query('begin; set local role gezhi_read')
  const { rows } = await client.query<{ seen: boolean }>('select exists (select 1 from case_row) as seen')
  await client.query('rollback')
  return rows[0]?.seen === true
}

/**
 * Tables are changed, not roles (`bypassrls` means the same): a changed table makes the server's prepared statements
 * forget their plans, a changed role would leave them with their conditions. Throws when the switch did nothing; the
 * database must hold a case.
 */
export async function rowSecurity(url: string): Promise<RowSecurity> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(GUARDED)
  await client.end()
  const turn = async (to: 'enable' | 'disable') => {
    const own = new pg.Client({ connectionString: url })
    await own.connect()
    for (const { name } of rows) await own.query(`alter table "${name}" ${to} row level security`)
    const all = await seesAll(own)
    await own.end()
    if (all !== (to === 'disable')) throw new Error(`row level security: ${to} had no effect`)
  }
  return { off: () => turn('disable'), on: () => turn('enable') }
}
