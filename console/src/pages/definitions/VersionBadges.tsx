import { Badge, Group, Tooltip } from '@mantine/core';
import type { DefinitionSummary } from '../../api/elsa';

/** What counts now, and whether something newer waits to be published. */
export function VersionBadges({ latest, published }: { latest: DefinitionSummary; published?: DefinitionSummary }) {
  const live = latest.isPublished ? latest : published;
  return (
    <Group gap={4} wrap="nowrap">
      {live && (
        <Badge color="teal" variant="light" radius="sm" tt="none">
          Published v{live.version}
        </Badge>
      )}
      {!latest.isPublished && (
        <Badge color="yellow" variant="light" radius="sm" tt="none">
          Draft v{latest.version}
        </Badge>
      )}
      {latest.isReadonly && (
        <Tooltip label="Comes from a file of the server; the first change makes a version in the database.">
          <Badge color="gray" variant="light" radius="sm" tt="none" tabIndex={0}>
            From file
          </Badge>
        </Tooltip>
      )}
    </Group>
  );
}
