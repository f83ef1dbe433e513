// The menu: what is done with a board as a whole, and how the app looks and speaks.

import {
  CircleHelp,
  Clock,
  Download,
  type LucideIcon,
  MousePointer2,
  Plus,
  Shapes,
  Trash2,
} from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { KeyboardEvent, ReactNode } from 'react'
import { useBoard } from '../app/board-store.ts'
import type { ThemeChoice } from '../app/preferences.ts'
import { preferencesStore, usePreferences } from '../app/preferences-store.ts'
import { chordLabel } from '../commands/key-chord.ts'
import { platform } from '../commands/platform.ts'
import { COMMAND, type CommandDescriptor } from '../commands/registry.ts'
import { useCommandContext } from '../commands/use-command-context.ts'
import { menuWords } from '../i18n/en-menu.ts'
import { isLanguage, LANGUAGES } from '../i18n/languages.ts'
import { addEnglish } from '../i18n/translations.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { OnDemandProps } from './on-demand-panel.tsx'
import './floating-panel.css'
import './main-menu.css'
import './switch.css'

addEnglish(menuWords)

export default function MainMenu({ trigger, isOpen, onOpenChange }: OnDemandProps) {
  return (
    // Not modal: a modal menu locks scrolling by a style element, which a strict content policy forbids.
    <DropdownMenu.Root open={isOpen} onOpenChange={onOpenChange} modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="floating-panel menu"
          align="start"
          alignOffset={-4}
          sideOffset={12}
          collisionPadding={8}
        >
          <CommandItem command={COMMAND.newBoard} icon={Plus} testId="new-board" />
          <CommandItem command={COMMAND.recentBoards} icon={Clock} testId="recent-boards" />
          <CommandItem command={COMMAND.exportPng} icon={Download} testId="export" />
          <CommandItem command={COMMAND.clearBoard} icon={Trash2} testId="clear" />
          <DropdownMenu.Separator className="menu-separator" />
          <ThemeChoices />
          <LanguageChoices />
          <CursorsItem />
          <ShapesItem />
          <DropdownMenu.Separator className="menu-separator" />
          <CommandItem command={COMMAND.help} icon={CircleHelp} testId="help-item" />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

type CommandItemProps = {
  readonly command: CommandDescriptor
  readonly icon: LucideIcon
  readonly testId: string
}

function CommandItem({ command, icon: Icon, testId }: CommandItemProps) {
  const { t } = useTranslation()
  const context = useCommandContext()
  const isEnabled = useBoard(command.isEnabled)
  const [shortcut] = command.shortcuts
  return (
    <DropdownMenu.Item
      className="menu-item"
      data-testid={testId}
      disabled={!isEnabled}
      onSelect={() => command.run(context)}
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
      {t(command.labelKey)}
      {shortcut !== undefined && (
        <kbd className="menu-keys" aria-hidden="true">
          {chordLabel(shortcut, platform)}
        </kbd>
      )}
    </DropdownMenu.Item>
  )
}

const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark']

function ThemeChoices() {
  const { t } = useTranslation()
  const theme = usePreferences(state => state.theme)
  return (
    <ChoiceRow label={t('menu.theme')} value={theme} onChoose={chooseTheme}>
      {THEMES.map(each => (
        <Choice key={each} value={each} testId={`theme-${each}`}>
          {t(`theme.${each}`)}
        </Choice>
      ))}
    </ChoiceRow>
  )
}

function LanguageChoices() {
  const { t } = useTranslation()
  const language = usePreferences(state => state.language)
  return (
    <ChoiceRow label={t('menu.language')} value={language} onChoose={chooseLanguage}>
      {LANGUAGES.map(({ id, ownName }) => (
        <Choice key={id} value={id} testId={`language-${id}`} lang={id}>
          {ownName}
        </Choice>
      ))}
    </ChoiceRow>
  )
}

function chooseTheme(value: string): void {
  const chosen = THEMES.find(each => each === value)
  if (chosen !== undefined) preferencesStore.setState({ theme: chosen })
}

function chooseLanguage(value: string): void {
  if (isLanguage(value)) preferencesStore.setState({ language: value })
}

type ChoiceRowProps = {
  readonly label: string
  readonly value: string
  readonly onChoose: (value: string) => void
  readonly children: ReactNode
}

function ChoiceRow({ label, value, onChoose, children }: ChoiceRowProps) {
  return (
    <>
      <DropdownMenu.Label className="menu-label">{label}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup
        className="menu-choices"
        aria-label={label}
        value={value}
        onValueChange={onChoose}
        onKeyDown={moveAlongRow}
      >
        {children}
      </DropdownMenu.RadioGroup>
    </>
  )
}

/** Menus move by up and down; what lies in a row moves by left and right too. */
function moveAlongRow(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
  const isForward = (event.key === 'ArrowRight') === (document.documentElement.dir !== 'rtl')
  const focused = document.activeElement
  const next = isForward ? focused?.nextElementSibling : focused?.previousElementSibling
  if (next instanceof HTMLElement) next.focus()
}

type ChoiceProps = {
  readonly value: string
  readonly testId: string
  readonly lang?: string
  readonly children: ReactNode
}

function Choice({ value, testId, lang, children }: ChoiceProps) {
  return (
    <DropdownMenu.RadioItem
      className="menu-choice"
      value={value}
      data-testid={testId}
      lang={lang}
      // The menu stays, so that the choice is seen at once and can be taken back.
      onSelect={event => event.preventDefault()}
    >
      {children}
    </DropdownMenu.RadioItem>
  )
}

function CursorsItem() {
  const { t } = useTranslation()
  const showsCursors = usePreferences(state => state.showsCursors)
  return (
    <SwitchItem
      icon={MousePointer2}
      testId="show-cursors"
      isOn={showsCursors}
      onChange={isOn => preferencesStore.setState({ showsCursors: isOn })}
    >
      {t('menu.showCursors')}
    </SwitchItem>
  )
}

function ShapesItem() {
  const { t } = useTranslation()
  const makesShapes = usePreferences(state => state.makesShapes)
  return (
    <SwitchItem
      icon={Shapes}
      testId="make-shapes"
      isOn={makesShapes}
      onChange={isOn => preferencesStore.setState({ makesShapes: isOn })}
    >
      {t('menu.makeShapes')}
    </SwitchItem>
  )
}

type SwitchItemProps = {
  readonly icon: LucideIcon
  readonly testId: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly children: ReactNode
}

function SwitchItem({ icon: Icon, testId, isOn, onChange, children }: SwitchItemProps) {
  return (
    <DropdownMenu.CheckboxItem
      className="menu-item"
      data-testid={testId}
      checked={isOn}
      onCheckedChange={onChange}
      // The menu stays, as it does for the choices above.
      onSelect={event => event.preventDefault()}
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
      {children}
      <span className="switch" aria-hidden="true" />
    </DropdownMenu.CheckboxItem>
  )
}
