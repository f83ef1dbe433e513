// Top right: who is here, and the link to bring others.

import { Link } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useBoard } from '../app/board-store.ts'
import { selfFirst } from '../app/people-order.ts'
import { COMMAND } from '../commands/registry.ts'
import { useCommandContext } from '../commands/use-command-context.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Avatar } from './avatar.tsx'
import { onDemand } from './on-demand.tsx'
import { OnDemandPanel } from './on-demand-panel.tsx'
import './people-bar.css'

const loadPeople = () => import('./people-panel.tsx')
const PeoplePanel = onDemand(loadPeople)

/** More would push the board's name away on small windows; the number says the rest. */
const SHOWN_AVATARS = 4

export function PeopleBar() {
  const { t } = useTranslation()
  const hasPeople = useBoard(state => state.people.length > 0)
  return (
    <div className="bar people-bar" role="group" aria-label={t('bar.people')}>
      {hasPeople && (
        <OnDemandPanel
          id="people"
          panel={PeoplePanel}
          preload={loadPeople}
          button={<PeopleButton />}
        />
      )}
      <ShareButton />
    </div>
  )
}

function PeopleButton(attributes: ComponentProps<'button'>) {
  const { t } = useTranslation()
  const people = useBoard(state => state.people)
  const count = useBoard(state => state.peopleCount)
  const label = t('people.count', { count })
  return (
    <button
      type="button"
      className="people-button"
      data-testid="people"
      aria-haspopup="dialog"
      aria-label={label}
      data-tooltip={label}
      {...attributes}
    >
      <span className="avatar-stack">
        {selfFirst(people)
          .slice(0, SHOWN_AVATARS)
          .map(person => (
            <Avatar key={person.id} name={person.name} color={person.color} isIdle={person.idle} />
          ))}
      </span>
      <span className="people-count" data-testid="people-count">
        {count}
      </span>
    </button>
  )
}

function ShareButton() {
  const { t } = useTranslation()
  const context = useCommandContext()
  const { id, labelKey, run } = COMMAND.copyLink
  return (
    <button
      type="button"
      className="share-button"
      data-testid={id}
      aria-label={`${t('share.short')}: ${t(labelKey)}`}
      data-tooltip={t(labelKey)}
      onClick={() => run(context)}
    >
      <Link aria-hidden="true" size={16} strokeWidth={2} />
      <span className="share-text">{t('share.short')}</span>
    </button>
  )
}
