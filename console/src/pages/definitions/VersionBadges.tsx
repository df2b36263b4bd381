import { Badge, Group, Tooltip } from '@mantine/core';
import type { DefinitionSummary } from '../../api/elsa';

const ORIGINS: Record<string, { word: string; text: string }> = {
  CSharp: { word: 'Program', text: 'Written in the program.' },
  'designer-exports': { word: 'File', text: 'Comes from a file of the server.' },
};

/** What counts now, and whether something newer waits to be published. */
export function VersionBadges({ latest, published }: { latest: DefinitionSummary; published?: DefinitionSummary }) {
  const live = latest.isPublished ? latest : published;
  const origin = ORIGINS[latest.providerName ?? ''];
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
      {origin && (
        <Tooltip label={`${origin.text} ${latest.isReadonly ? 'It can be looked at here, not edited.' : 'The first change here makes a version in the database, which counts instead.'}`} multiline w={280}>
          <Badge color="gray" variant="light" radius="sm" tt="none" tabIndex={0}>
            {origin.word}
          </Badge>
        </Tooltip>
      )}
    </Group>
  );
}
