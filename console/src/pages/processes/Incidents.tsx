import { Alert, Button, Code, Collapse, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { post } from '../../api/client';
import type { ProcessDetail, ProcessIncident } from '../../api/types';
import { useAct } from '../../parts/useAct';
import { When } from '../../parts/When';
import { sentence } from '../../parts/words';
import { SkipDialog } from './SkipDialog';

/** The faults that wait for a decision, each with what can be decided. */
export function Incidents({ row, mayAct }: { row: ProcessDetail; mayAct: boolean }) {
  const open = row.incidents.filter((incident) => !incident.resolved_at);
  const [skipping, setSkipping] = useState<ProcessIncident | null>(null);
  if (open.length === 0) {
    return null;
  }

  return (
    <Stack gap="sm">
      {open.map((incident) => (
        <Incident key={incident.id} process={row.id} incident={incident} mayAct={mayAct} onSkip={() => setSkipping(incident)} />
      ))}
      <SkipDialog process={row.id} incident={skipping} onClose={() => setSkipping(null)} />
    </Stack>
  );
}

interface Props {
  process: string;
  incident: ProcessIncident;
  mayAct: boolean;
  onSkip: () => void;
}

function Incident({ process, incident, mayAct, onSkip }: Props) {
  const [detailed, detail] = useDisclosure();
  const retry = useAct(async () => {
    await post(`/api/processes/${process}/retry/`, { activity_instance_id: incident.activity_instance_id });
    return 'The step runs again.';
  });
  const where = incident.activity_id ? ` in ${incident.activity_id}` : '';
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={`${sentence(incident.kind)}${where}`} role="alert">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {incident.message}
      </Text>
      <Text size="xs" c="dimmed" component="div">
        <When at={incident.occurred_at} inherit />
      </Text>
      <Group gap="xs" mt="xs">
        {mayAct && (
          <>
            <Button size="xs" color="red" onClick={() => retry.mutate(undefined)} loading={retry.isPending}>
              Run it again
            </Button>
            <Button size="xs" variant="default" onClick={onSkip}>
              Skip it …
            </Button>
          </>
        )}
        {incident.detail && (
          <Button size="xs" variant="subtle" color="gray" onClick={detail.toggle} aria-expanded={detailed}>
            Details
          </Button>
        )}
      </Group>
      {incident.detail && (
        <Collapse expanded={detailed}>
          <Code block mt="xs" fz="xs">
            {incident.detail}
          </Code>
        </Collapse>
      )}
    </Alert>
  );
}
