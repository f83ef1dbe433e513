// Everyone on the board, oneself on top with a name and a colour that change in place.

import { Popover } from 'radix-ui'
import { useState } from 'react'
import { useBoardActions } from '../app/board-actions.ts'
import { type Person, useBoard } from '../app/board-store.ts'
import { PALETTE, PERSON_COLOR_INDICES, paletteColor } from '../app/palette.ts'
import { selfFirst } from '../app/people-order.ts'
import { MAX_PERSON_NAME_CHARS } from '../app/preferences.ts'
import { preferencesStore, usePreferences } from '../app/preferences-store.ts'
import { peopleWords } from '../i18n/en-people.ts'
import { addEnglish } from '../i18n/translations.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useTheme } from '../theme/theme.ts'
import { Avatar } from './avatar.tsx'
import type { OnDemandProps } from './on-demand-panel.tsx'
import './floating-panel.css'
import './people-panel.css'
import './text-field.css'

addEnglish(peopleWords)

export default function PeoplePanel({ trigger, isOpen, onOpenChange }: OnDemandProps) {
  const { t } = useTranslation()
  const count = useBoard(state => state.peopleCount)
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="floating-panel people-panel"
          aria-label={t('bar.people')}
          align="end"
          sideOffset={12}
          collisionPadding={8}
          // The first field would open the keyboard of a phone over the list.
          onOpenAutoFocus={event => event.preventDefault()}
        >
          <Self />
          <h2 className="people-heading">{t('people.count', { count })}</h2>
          <Others />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Self() {
  const { t } = useTranslation()
  const name = usePreferences(state => state.personName)
  const color = usePreferences(state => state.personColor)
  return (
    <div className="people-self">
      <div className="people-self-name">
        <Avatar name={name} color={color} isIdle={false} />
        <NameField name={name} />
      </div>
      <ColorField color={color} label={t('people.yourColor')} />
    </div>
  )
}

function NameField({ name }: { readonly name: string }) {
  const { t } = useTranslation()
  const actions = useBoardActions()
  const [draft, setDraft] = useState(name)
  const commit = () => {
    const entered = draft.trim()
    setDraft(entered === '' ? name : entered)
    if (entered === '' || entered === name) return
    preferencesStore.setState({ personName: entered })
    actions.setPersonName(entered)
  }
  return (
    <input
      className="text-field"
      data-testid="person-name"
      aria-label={t('people.yourName')}
      value={draft}
      maxLength={MAX_PERSON_NAME_CHARS}
      spellCheck={false}
      autoComplete="off"
      enterKeyHint="done"
      onChange={event => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={event => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit()
      }}
    />
  )
}

type ColorFieldProps = { readonly color: number; readonly label: string }

function ColorField({ color, label }: ColorFieldProps) {
  const { t } = useTranslation()
  const theme = useTheme()
  const actions = useBoardActions()
  const choose = (index: number) => {
    preferencesStore.setState({ personColor: index })
    actions.setPersonColor(index)
  }
  return (
    <div className="people-colors" role="radiogroup" aria-label={label}>
      {PERSON_COLOR_INDICES.map(index => {
        const name = t(PALETTE[index]?.nameKey ?? 'color.custom')
        return (
          <input
            key={index}
            className="swatch"
            type="radio"
            name="person-color"
            data-testid={`person-color-${index}`}
            aria-label={name}
            data-tooltip={name}
            style={{ backgroundColor: paletteColor(index, theme) }}
            checked={index === color}
            onChange={() => choose(index)}
          />
        )
      })}
    </div>
  )
}

function Others() {
  const { t } = useTranslation()
  const people = useBoard(state => state.people)
  const count = useBoard(state => state.peopleCount)
  const others = selfFirst(people).filter(person => !person.isSelf)
  const unlisted = count - people.length
  if (others.length === 0 && unlisted <= 0) {
    return <p className="people-alone">{t('people.alone')}</p>
  }
  return (
    <ul className="people-list">
      {others.map(person => (
        <PersonRow key={person.id} person={person} />
      ))}
      {unlisted > 0 && <li className="people-more">{t('people.unlisted', { count: unlisted })}</li>}
    </ul>
  )
}

function PersonRow({ person }: { readonly person: Person }) {
  const { t } = useTranslation()
  const details = [
    person.idle ? t('people.idle') : '',
    person.tabs > 1 ? t('people.tabs', { count: person.tabs }) : '',
  ].filter(detail => detail !== '')
  return (
    <li className="person">
      <Avatar name={person.name} color={person.color} isIdle={person.idle} />
      <span className="person-name">{person.name}</span>
      {details.length > 0 && <span className="person-details">{details.join(' · ')}</span>}
    </li>
  )
}
