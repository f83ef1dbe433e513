// The program's door: reads the environment, and nothing else here does.

import { runProgram, stop } from './program.ts'
import { readSettings, type Settings, settingsHelp } from './settings.ts'

const EXIT_BAD_SETTING = 2

function settings(): Settings {
  const reading = readSettings(process.env)
  return reading.kind === 'read' ? reading.settings : stop(reading.sentence, EXIT_BAD_SETTING)
}

if (process.argv.includes('--help')) {
  process.stdout.write(
    `The settings of Inkroom's server, from the environment:\n\n${settingsHelp()}\n`,
  )
} else {
  void runProgram(settings())
}
