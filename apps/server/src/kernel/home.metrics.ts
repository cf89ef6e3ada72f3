import { statfs } from 'node:fs/promises'
import { Gauge, type Registry } from 'prom-client'
import { lastBackup } from './last-backup.ts'

/** Room left where files are kept, and the age of the last backup, looked at when somebody asks. */
export function watchHome(registry: Registry, home: string): void {
  const registers = [registry]
  const free: Gauge = new Gauge({
    name: 'gezhi_home_free_bytes',
    help: 'Room left on the disk of uploaded files (and of the embedded database)',
    registers,
    async collect() {
      const { bavail, bsize } = await statfs(home)
      free.set(bavail * bsize)
    },
  })
  const age: Gauge = new Gauge({
    name: 'gezhi_backup_age_seconds',
    help: 'How long ago the newest backup was begun; not there when none was made',
    registers,
    async collect() {
      const at = await lastBackup(home)
      if (at === null) age.remove()
      // Backups are made by the clock of the machine, also in demonstrations.
      else age.set((Date.now() - at) / 1000)
    },
  })
}
