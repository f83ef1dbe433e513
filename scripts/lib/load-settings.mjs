// Owns reading `.env`, where a host keeps the settings that differ from the defaults.
import { existsSync } from 'node:fs'
import { inRoot } from './checkout.mjs'

// What the environment holds already goes before the file.
export function loadSettings() {
  const file = inRoot('.env')
  if (existsSync(file)) process.loadEnvFile(file)
}
