// Files that are on the disk, whole, once a call has returned, and so is what their folder says of them.

import { mkdir, open, rename } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** Puts the bytes at a place of the file, which ends behind them then. At 0 the file may be a new one. */
export async function writeTail(path: string, bytes: Uint8Array, at: number): Promise<void> {
  const handle = await open(path, at === 0 ? 'w' : 'r+')
  try {
    for (let done = 0; done < bytes.length; ) {
      // One call may write less than it is given, on a disk that is nearly full for instance.
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done)
      if (bytesWritten === 0) throw new Error(`nothing more can be written to ${path}`)
      done += bytesWritten
    }
    await handle.truncate(at + bytes.length)
    await handle.datasync()
  } finally {
    await handle.close()
  }
  if (at === 0) await syncFolder(dirname(path))
}

/** All of it or nothing of it takes the place of what the file was. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  await writeTail(`${path}.new`, bytes, 0)
  await rename(`${path}.new`, path)
  await syncFolder(dirname(path))
}

/** With those that it lies in. */
export async function makeFolder(path: string): Promise<void> {
  const topmost = await mkdir(path, { recursive: true })
  if (topmost === undefined) return
  const above = dirname(resolve(topmost))
  for (let folder = resolve(path); folder !== above; folder = dirname(folder)) {
    await syncFolder(dirname(folder))
  }
}

/** A file's name is its folder's: without this the power's going may take a new file, synced as it is. */
async function syncFolder(path: string): Promise<void> {
  // There folders cannot be opened, and names are journaled.
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
