// What hands can do here, and all keys, made from the registries of tools and commands: nothing is listed that does not
// exist. Who holds a screen in the hand reads of fingers first, and of the keys that may be beside it afterwards.

import { useState } from 'react'
import { closePanel } from '../app/panel-store.ts'
import { chordKeyNames } from '../commands/key-chord.ts'
import { platform } from '../commands/platform.ts'
import { COMMANDS } from '../commands/registry.ts'
import type { MessageKey } from '../i18n/en.ts'
import { helpWords } from '../i18n/en-help.ts'
import { addEnglish } from '../i18n/translations.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { TOOLS } from '../tools/registry.ts'
import { Dialog } from './dialog.tsx'
import './help-dialog.css'

addEnglish(helpWords)

const TOUCH_SENTENCES = [
  'help.touchPan',
  'help.touchTap',
  'help.penMode',
  'help.penButton',
  'help.holdShape',
] as const satisfies readonly MessageKey[]

/** A tablet may have a keyboard, so its keys are told of too; no browser says whether there is one. */
const isTouchFirst = (): boolean => window.matchMedia('(pointer: coarse)').matches

export default function HelpDialog() {
  const { t } = useTranslation()
  const [areFingersFirst] = useState(isTouchFirst)
  return (
    <Dialog title={t('command.help')} testId="help-dialog" onClose={() => closePanel('help')}>
      <div className="help-columns">
        <div>
          {areFingersFirst && <TouchHelp />}
          <ToolKeys />
          {!areFingersFirst && <TouchHelp />}
        </div>
        <CommandKeys />
      </div>
    </Dialog>
  )
}

function TouchHelp() {
  const { t } = useTranslation()
  return (
    <section className="help-section">
      <h2 className="help-heading">{t('help.touch')}</h2>
      {TOUCH_SENTENCES.map(key => (
        <p key={key} className="help-text">
          {t(key)}
        </p>
      ))}
    </section>
  )
}

function ToolKeys() {
  const { t } = useTranslation()
  return (
    <section className="help-section">
      <h2 className="help-heading">{t('help.tools')}</h2>
      <dl>
        {TOOLS.map(({ id, labelKey, shortcut }) => (
          <HelpRow key={id} label={t(labelKey)} chords={[shortcut]} />
        ))}
        <HelpRow label={t('tool.holdHand')} chords={[t('key.space')]} />
        <HelpRow label={t('tool.holdStraight')} chords={['Shift']} />
      </dl>
    </section>
  )
}

function CommandKeys() {
  const { t } = useTranslation()
  return (
    <section className="help-section">
      <h2 className="help-heading">{t('help.commands')}</h2>
      <dl>
        {helpRows().map(({ labelKey, chords, isRange }) => (
          <HelpRow key={labelKey} label={t(labelKey)} chords={chords} isRange={isRange} />
        ))}
      </dl>
    </section>
  )
}

/** Commands of one label are a family with a key each, shown as first to last. */
function helpRows() {
  const withKeys = COMMANDS.filter(command => command.shortcuts.length > 0)
  const labels = new Set(withKeys.map(command => command.labelKey))
  return [...labels].map(labelKey => {
    const family = withKeys.filter(command => command.labelKey === labelKey)
    const isRange = family.length > 1
    const ends = [family[0], family.at(-1)].flatMap(command => command?.shortcuts[0] ?? [])
    return { labelKey, isRange, chords: isRange ? ends : (family[0]?.shortcuts ?? []) }
  })
}

type RowProps = {
  readonly label: string
  readonly chords: readonly string[]
  readonly isRange?: boolean
}

function HelpRow({ label, chords, isRange = false }: RowProps) {
  const { t } = useTranslation()
  const joiner = isRange ? '–' : t('help.or')
  return (
    <div className="help-row">
      <dt>{label}</dt>
      <dd className="help-keys">
        {chords.map((chord, at) => (
          <span key={chord} className="help-keys">
            {at > 0 && <span className="help-joiner">{joiner}</span>}
            {chordKeyNames(chord, platform).map(name => (
              <kbd key={name} className="key">
                {name}
              </kbd>
            ))}
          </span>
        ))}
      </dd>
    </div>
  )
}
