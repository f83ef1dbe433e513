// A button for a command: enabled, named and run as the registry says.

import type { LucideIcon } from 'lucide-react'
import { useBoard } from '../app/board-store.ts'
import type { CommandDescriptor } from '../commands/registry.ts'
import { useCommandContext } from '../commands/use-command-context.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { IconButton } from './icon-button.tsx'

type Props = { readonly command: CommandDescriptor; readonly icon: LucideIcon }

export function CommandButton({ command, icon }: Props) {
  const { t } = useTranslation()
  const context = useCommandContext()
  const isEnabled = useBoard(command.isEnabled)
  return (
    <IconButton
      data-testid={command.id}
      icon={icon}
      label={t(command.labelKey)}
      shortcuts={command.shortcuts}
      isDisabled={!isEnabled}
      onClick={() => command.run(context)}
    />
  )
}
