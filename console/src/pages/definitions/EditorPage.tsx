import { Anchor, Badge, Group, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { get } from '../../api/client';
import { type Definition, latestPath } from '../../api/elsa';
import { ProblemAlert } from '../../parts/ProblemAlert';
import type { SaveState } from '../../studio/StudioDock';
import { useStudio } from '../../studio/StudioScreen';

/** Elsa Studio's editor. It is opened only for a workflow that exists: the Studio breaks on one that does not. */
export function EditorPage() {
  const { id = '' } = useParams();
  const definition = useQuery({ queryKey: ['definitions', id, 'latest'], queryFn: () => get<Definition>(latestPath(id)) });
  if (definition.error && !definition.data) {
    return <ProblemAlert error={definition.error} retry={() => void definition.refetch()} />;
  }

  return <Bar id={id} definition={definition.data} />;
}

function Bar({ id, definition }: { id: string; definition: Definition | undefined }) {
  return (
    <Group justify="space-between" gap="xs" px="md" py={6} wrap="nowrap">
      <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
        <Anchor component={Link} to="/definitions" size="sm" aria-label="Back to the workflows" display="flex">
          <IconArrowLeft size={18} />
        </Anchor>
        <Text fw={600} truncate component="h1" fz="md" m={0}>
          {definition?.name ?? id}
        </Text>
        {definition && <Editor id={id} definition={definition} />}
      </Group>
      <Group gap="md" wrap="nowrap" visibleFrom="xs">
        <Anchor component={Link} to={`/definitions/${id}`} size="sm">
          Versions
        </Anchor>
        <Anchor component={Link} to={`/processes?definition=${id}`} size="sm">
          Its processes
        </Anchor>
      </Group>
    </Group>
  );
}

function Editor({ id, definition }: { id: string; definition: Definition }) {
  const save = useStudio('editor', id);
  const { version, published } = save.kind === 'saved' ? save : { version: definition.version, published: definition.isPublished };
  return (
    <>
      <Badge color={published ? 'teal' : 'yellow'} variant="light" radius="sm" tt="none" style={{ flexShrink: 0 }}>
        {published ? 'Published' : 'Draft'} v{version}
      </Badge>
      <Text size="xs" c={save.kind === 'refused' ? 'red' : 'dimmed'} role="status" visibleFrom="sm" style={{ whiteSpace: 'nowrap' }}>
        {said(save)}
      </Text>
    </>
  );
}

function said(save: SaveState): string {
  switch (save.kind) {
    case 'saving':
      return 'Saving …';
    case 'saved':
      return 'Saved';
    case 'refused':
      return 'Not saved';
    default:
      return '';
  }
}
