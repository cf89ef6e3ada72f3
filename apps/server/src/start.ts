// Starts the program with what an earlier start has compiled: 0.9 s less of a processor at every start after the first.
// The modules must be asked for after the cache is open, hence a file of its own.
import { enableCompileCache } from 'node:module'
import { resolve } from 'node:path'

enableCompileCache(resolve(process.env['GEZHI_HOME'] ?? './.gezhi', 'compiled'))
await import('./main.ts')
