import { describe, expect, test } from 'vitest'
import { readSettings, settingsHelp, settingsOf } from './settings.ts'

describe('settings', () => {
  test('nothing set means the defaults, and so does what is set to nothing', () => {
    expect(readSettings({})).toEqual({ kind: 'read', settings: settingsOf() })
    expect(readSettings({ PORT: '', ACCESS_KEY: '' })).toEqual(readSettings({}))
    expect(settingsOf()).toMatchObject({
      port: 8080,
      storage: 'sqlite',
      maxConnectionsPerAddress: 1000,
    })
  })

  test('what is set is read into its type', () => {
    const reading = readSettings({
      PORT: '0',
      STORAGE: 'memory',
      PING_MS: '10-20',
      SILENT_MS: '50',
      ALLOWED_ORIGINS: 'https://a.example, http://b.example:81',
      ACCESS_KEY: 'key',
      UNKNOWN: 'ignored',
    })
    expect(reading).toEqual({
      kind: 'read',
      settings: settingsOf({
        port: 0,
        storage: 'memory',
        pingMs: { minMs: 10, maxMs: 20 },
        silentMs: 50,
        allowedOrigins: ['https://a.example', 'http://b.example:81'],
        accessKey: 'key',
      }),
    })
  })

  test.each([
    [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535, but it is "http".'],
    [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535, but it is "65536".'],
    [{ PORT: '-1' }, 'PORT must be a whole number from 0 to 65535, but it is "-1".'],
    [{ STORAGE: 'redis' }, 'STORAGE must be one of sqlite, memory, but it is "redis".'],
    [{ SILENT_MS: '1.5' }, 'SILENT_MS must be a whole number of at least 1, but it is "1.5".'],
    [
      { LOG_KEEP_BYTES: '2000000', MAX_BOARD_BYTES: '3000000' },
      'LOG_KEEP_BYTES must be at most half of MAX_BOARD_BYTES, or full boards stay full.',
    ],
    [{ SILENT_MS: '9000' }, 'SILENT_MS must be more than PING_MS, or live links are ended.'],
  ])('%j is answered by one sentence', (environment, sentence) => {
    expect(readSettings(environment)).toEqual({ kind: 'bad', sentence })
  })

  test.each(['9000-7000', '0', '5-', 'soon', '1-2-3'])('PING_MS %j is no range', text => {
    expect(readSettings({ PING_MS: text })).toMatchObject({ kind: 'bad' })
  })

  test.each([
    'a.example',
    'https://a.example/',
    'https://a.example/path',
    '*',
    'https://A.example',
  ])('[G16] ALLOWED_ORIGINS %j is no exact origin', text => {
    expect(readSettings({ ALLOWED_ORIGINS: text })).toMatchObject({ kind: 'bad' })
  })

  test('the help names every setting with its default', () => {
    const lines = settingsHelp().split('\n')
    expect(lines.length).toBe(Object.keys(settingsOf()).length)
    expect(lines.find(line => line.includes('PING_MS'))).toMatch(/Default: 7000-9000$/)
    expect(lines.find(line => line.includes('ACCESS_KEY'))).toMatch(/Default: \(none\)$/)
  })
})
