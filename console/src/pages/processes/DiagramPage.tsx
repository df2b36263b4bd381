import { Anchor, Group, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { get } from '../../api/client';
import { ELSA } from '../../api/elsa';
import type { ProcessDetail } from '../../api/types';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { Word } from '../../parts/Word';
import { useStudio } from '../../studio/StudioScreen';

/** Elsa Studio's viewer: the diagram with what has run and where it stands. */
export function DiagramPage() {
  const { id = '' } = useParams();
  const process = useQuery({ queryKey: ['process', id], queryFn: () => get<ProcessDetail>(`/api/processes/${id}/`), refetchInterval: 5000 });
  // The Studio breaks on an instance or a definition that it cannot read, so both are asked for first.
  const readable = useQuery({
    queryKey: ['process-diagram', id],
    queryFn: async () => {
      const instance = await get<{ definitionVersionId: string }>(`${ELSA}/workflow-instances/${id}`);
      await get(`${ELSA}/workflow-definitions/by-id/${encodeURIComponent(instance.definitionVersionId)}`);
      return true;
    },
  });
  const error = process.error ?? readable.error;
  if (error && !readable.data) {
    return <ProblemAlert error={error} retry={() => void Promise.all([process.refetch(), readable.refetch()])} />;
  }

  return (
    <Group justify="space-between" gap="xs" px="md" py={6} wrap="nowrap">
      <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
        <Anchor component={Link} to={`/processes/${id}`} size="sm" aria-label="Back to the process" display="flex">
          <IconArrowLeft size={18} />
        </Anchor>
        <Text fw={600} truncate component="h1" fz="md" m={0}>
          {process.data?.name ?? process.data?.definition_id ?? 'Process'}
        </Text>
        <Word value={process.data?.sub_status} />
      </Group>
      {process.data && (
        <Anchor component={Link} to={`/definitions/${process.data.definition_id}/edit`} size="sm" visibleFrom="xs" style={{ whiteSpace: 'nowrap' }}>
          Its workflow
        </Anchor>
      )}
      {readable.data && <Viewer id={id} />}
    </Group>
  );
}

function Viewer({ id }: { id: string }) {
  useStudio('viewer', id);
  return null;
}
