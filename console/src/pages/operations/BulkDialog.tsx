import { Alert, Anchor, Button, Group, List, Modal, SegmentedControl, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { get, post } from '../../api/client';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { useAct } from '../../parts/useAct';
import { BULK, type BulkAction, type BulkOrder, type BulkPreview } from './bulk';

/** Decides about everything that a filter finds: first a look at what it would be, then no more than that number. */
export function BulkDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Decide about many" size="lg" centered>
      <Form onClose={onClose} />
    </Modal>
  );
}

const ACTIONS: { value: BulkAction; label: string }[] = [
  { value: 'retry', label: 'Run again' },
  { value: 'skip', label: 'Skip' },
  { value: 'cancel', label: 'Cancel' },
];

function Form({ onClose }: { onClose: () => void }) {
  const [action, setAction] = useState<BulkAction>('retry');
  const [definition, setDefinition] = useState<string | null>(null);
  const [activity, setActivity] = useState('');
  const [error, setError] = useState('');
  const [outcomes, setOutcomes] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const definitions = useQuery({ queryKey: ['/api/processes/definitions/'], queryFn: () => get<{ id: string; name: string | null }[]>('/api/processes/definitions/') });
  const look = useMutation({ mutationFn: (order: BulkOrder) => post<BulkPreview>(`${BULK}/preview/`, order) });
  const run = useAct(async ({ order, expected }: { order: BulkOrder; expected: number }) => {
    await post(`${BULK}/`, { ...order, expected });
    onClose();
    return 'It is on its way; the table below shows how far it has come.';
  });
  const order: BulkOrder = {
    action,
    filter: { definition, activity_id: activity.trim() || null, error: error.trim() || null },
    outcomes: action === 'skip' && outcomes.length > 0 ? outcomes : null,
    reason: reason.trim() || null,
  };
  // What was looked at is what is done: any change asks for another look.
  const change = <T,>(set: (value: T) => void) => (value: T) => {
    set(value);
    look.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (look.data) {
      run.mutate({ order, expected: look.data.count });
    } else {
      look.mutate(order);
    }
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <SegmentedControl aria-label="What to do" data={ACTIONS} value={action} onChange={(value) => change(setAction)(value as BulkAction)} fullWidth />
        <Select label="Workflow" placeholder="Any" searchable clearable data={(definitions.data ?? []).map(({ id, name }) => ({ value: id, label: name ?? id }))} value={definition} onChange={change(setDefinition)} />
        <TextInput label="Failed step" description="Its id, exact." value={activity} onChange={(e) => change(setActivity)(e.currentTarget.value)} />
        <TextInput label="Error" description="Part of its text." value={error} onChange={(e) => change(setError)(e.currentTarget.value)} />
        {action === 'skip' && <TagsInput label="Outcomes" description="Empty: Done." value={outcomes} onChange={change(setOutcomes)} />}
        <TextInput label="Why" description="Kept in the journals and the audit." maxLength={500} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
        <ProblemAlert error={look.error} />
        {look.data && <Found preview={look.data} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" color={look.data && action !== 'retry' ? 'red' : undefined} loading={look.isPending || run.isPending} disabled={look.data?.count === 0}>
            {look.data ? `Do it for ${look.data.count}` : 'Look first'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Found({ preview }: { preview: BulkPreview }) {
  return (
    <Alert color={preview.count > 0 ? 'blue' : 'gray'} title={preview.count === 0 ? 'It finds nothing' : `It finds ${preview.count}`} role="status">
      <List size="sm">
        {preview.sample.map((target, index) => (
          <List.Item key={index}>
            <Anchor component={Link} to={`/processes/${target.instance_id}`} size="sm">
              {target.activity_id ? `${target.activity_id} in ${target.definition}` : target.definition}
            </Anchor>
            {target.error && (
              <Text span size="sm" c="dimmed">
                {' '}
                {target.error}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
