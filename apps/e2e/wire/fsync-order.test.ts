import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { must, type Op, utf8ToBytes } from '@inkroom/protocol'
import { expect, it } from 'vitest'
import { ServerProcess } from '../src/server-process.ts'
import { until } from '../src/until.ts'
import { WirePerson } from './wire-person.ts'

const BATCHES = 20
const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0

/** Follows the running process and its threads; `file` gets a line for each end of a system call. */
async function trace(pid: number, file: string): Promise<ChildProcess> {
  const calls = 'trace=fsync,fdatasync,pwrite64,write,writev,sendmsg,sendto'
  const args = ['-f', '-s', '4096', '-e', calls, '-o', file, '-p', String(pid)]
  const tracer = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  tracer.stderr.on('data', (text: Buffer) => (said += text.toString()))
  await until('it is attached', () => said.includes('attached'))
  return tracer
}

const mark = (n: number): string => `marked-batch-${String(n).padStart(4, '0')}`

function markedOp(n: number): Op {
  return { kind: 'create', n, page: 0, parent: null, body: utf8ToBytes(mark(n)), last: true }
}

const isSyncDone = (line: string): boolean =>
  /\b(fsync|fdatasync)(\(\d+\)| resumed>\)).*= 0$/.test(line)
const isFileWrite = (line: string): boolean => /\bpwrite64\(/.test(line)
const isSocketWrite = (line: string): boolean => /\b(write|writev|sendmsg|sendto)\(/.test(line)

/** What happened to a batch, call by call. */
function wayOf(lines: readonly string[], n: number): string {
  return lines
    .flatMap(line => {
      if (isSyncDone(line)) return ['S']
      if (!line.includes(mark(n))) return []
      return isFileWrite(line) ? ['F'] : isSocketWrite(line) ? ['N'] : []
    })
    .join('')
}

it.skipIf(!canTrace)(
  '[G3] the disk has a batch before the first byte of it goes to anybody (skipped where strace cannot run, because nothing else sees a system call)',
  async () => {
    const server = await ServerProcess.launch()
    const folder = mkdtempSync(join(tmpdir(), 'inkroom-trace-'))
    const file = join(folder, 'calls')
    try {
      const address = { url: server.socketUrl, roomName: 'traced' }
      const [ann, bob] = [new WirePerson(address), new WirePerson(address)]
      await Promise.all([ann.live(), bob.live()])
      const tracer = await trace(must(server.pid, 'a running server'), file)
      for (let n = 1; n <= BATCHES; n += 1) {
        ann.submit(markedOp(ann.minter.next()))
        await until('both have it', () => ann.client.seq === n && bob.client.seq === n)
      }
      tracer.kill('SIGINT')
      await once(tracer, 'exit')
      for (const person of [ann, bob]) person.close()
      const lines = readFileSync(file, 'utf8').split('\n')
      // Written to the file, synced, and only then sent, to two people. Its page is written again with later batches.
      for (let n = 1; n <= BATCHES; n += 1)
        expect(wayOf(lines, n)).toMatch(/^S*F+S[FS]*N[FS]*N[FS]*$/)
    } finally {
      await server.dispose()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  120_000,
)
