import { Button, Group, Modal, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { get, post } from '../../api/client';
import { ELSA } from '../../api/elsa';
import type { ProcessIncident } from '../../api/types';
import { useAct } from '../../parts/useAct';

interface Descriptor {
  typeName: string;
  displayName: string | null;
  ports?: { name: string; type: string }[] | null;
}

/** Completes the failed step without running it; the person says which way the process goes from there. */
export function SkipDialog({ process, incident, onClose }: { process: string; incident: ProcessIncident | null; onClose: () => void }) {
  return (
    <Modal opened={incident !== null} onClose={onClose} title="Skip the failed step" centered>
      {incident && <Form process={process} incident={incident} onClose={onClose} />}
    </Modal>
  );
}

function Form({ process, incident, onClose }: { process: string; incident: ProcessIncident; onClose: () => void }) {
  const [outcomes, setOutcomes] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const descriptors = useQuery({
    queryKey: ['activity-descriptors'],
    queryFn: () => get<{ items: Descriptor[] }>(`${ELSA}/descriptors/activities`),
    staleTime: 60_000,
    retry: false,
  });
  const ports = descriptors.data?.items.find((item) => item.typeName === incident.activity_type)?.ports ?? [];
  const known = ports.filter((port) => port.type === 'Flow').map((port) => port.name);
  const skip = useAct(async () => {
    await post(`/api/processes/${process}/skip/`, { activity_instance_id: incident.activity_instance_id, outcomes, reason: reason.trim() || null });
    onClose();
    return 'The step was skipped.';
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    skip.mutate(undefined);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">
          {incident.activity_id} does not run; the process goes on as if it had ended with the outcome that you choose.
        </Text>
        <TagsInput label="Outcomes" description="Empty: Done." data={known.length > 0 ? known : ['Done']} value={outcomes} onChange={setOutcomes} />
        <TextInput label="Why" description="Kept in the journal." maxLength={500} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red" loading={skip.isPending}>
            Skip
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
