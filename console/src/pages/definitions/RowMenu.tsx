import { ActionIcon, Menu } from '@mantine/core';
import { IconArchive, IconDots, IconDownload, IconHistory, IconListDetails, IconPencil, IconPlayerPlay, IconTrash, IconUpload } from '@tabler/icons-react';
import { Link } from 'react-router';
import { isEditable } from '../../api/elsa';
import type { DefinitionRow } from './useDefinitions';

export type RowAction = 'run' | 'publish' | 'retract' | 'export' | 'delete';

/** Everything that can be done with one workflow; what the server does not allow is left out. */
export function RowMenu({ row, onAction }: { row: DefinitionRow; onAction: (action: RowAction) => void }) {
  const { latest, published } = row;
  const editable = isEditable(latest);
  const to = `/definitions/${latest.definitionId}`;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${latest.name ?? latest.definitionId}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={`${to}/edit`} leftSection={<IconPencil size={16} />}>
          {editable ? 'Edit in the designer' : 'Look at it in the designer'}
        </Menu.Item>
        <Menu.Item component={Link} to={to} leftSection={<IconHistory size={16} />}>
          Versions
        </Menu.Item>
        <Menu.Item component={Link} to={`/processes?definition=${latest.definitionId}`} leftSection={<IconListDetails size={16} />}>
          Its processes
        </Menu.Item>
        <Menu.Divider />
        {published && (
          <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => onAction('run')}>
            Start …
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => onAction('export')}>
          Export
        </Menu.Item>
        {editable && (
          <>
            <Menu.Divider />
            {!latest.isPublished && (
              <Menu.Item leftSection={<IconUpload size={16} />} onClick={() => onAction('publish')}>
                Publish
              </Menu.Item>
            )}
            {published && (
              <Menu.Item leftSection={<IconArchive size={16} />} onClick={() => onAction('retract')}>
                Retract …
              </Menu.Item>
            )}
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => onAction('delete')}>
              Delete …
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
