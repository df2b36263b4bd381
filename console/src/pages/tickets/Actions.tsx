import { Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { get, post } from '../../api/client';
import type { Page, Person, Ticket } from '../../api/types';
import { ProblemAlert } from '../../parts/ProblemAlert';

const LABELS: Record<string, string> = {
  assign: 'Assign', resolve: 'Resolve', close: 'Close', reopen: 'Reopen', hold: 'Put on hold', unhold: 'Continue', pend: 'Wait for customer',
};
const TEXTS: Record<string, { field: string; label: string; required: boolean }> = {
  resolve: { field: 'resolution', label: 'What solved it? The requester gets this text.', required: true },
  close: { field: 'reason', label: 'Why is it closed?', required: false },
  hold: { field: 'reason', label: 'What does it wait for?', required: true },
};

function Assignees({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const people = useQuery({ queryKey: ['staff'], queryFn: () => get<Page<Person & { role: string }>>('/api/users/?active=true&page_size=100') });
  const data = (people.data?.results ?? []).filter((p) => p.role !== 'portal').map((p) => ({ value: p.id, label: p.name }));
  return <Select label="Who works on it?" placeholder="Nobody" data={data} value={value} onChange={onChange} searchable clearable data-autofocus />;
}

/** The actions that the server allows now; the ones that need a word ask for it. */
export function Actions({ ticket }: { ticket: Ticket }) {
  const [action, setAction] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [assignee, setAssignee] = useState<string | null>(ticket.assignee?.id ?? null);
  const cache = useQueryClient();
  const act = useMutation({
    mutationFn: (name: string) => {
      const field = TEXTS[name]?.field;
      const body = name === 'assign' ? { assignee_id: assignee } : field && text ? { [field]: text } : {};
      return post<Ticket>(`/api/support/tickets/${ticket.id}/${name}/`, body);
    },
    onSuccess: async (_, name) => {
      setAction(null);
      setText('');
      notifications.show({ message: `${LABELS[name]}: done`, color: 'teal' });
      await cache.invalidateQueries();
    },
    onError: (error, name) => {
      if (!TEXTS[name] && name !== 'assign') {
        notifications.show({ message: error.message, color: 'red' });
      }
    },
  });
  const choose = (name: string) => {
    act.reset();
    if (TEXTS[name] || name === 'assign') {
      setAction(name);
    } else {
      act.mutate(name);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (action) {
      act.mutate(action);
    }
  };
  const names = ticket.allowed_actions.filter((name) => LABELS[name]);
  return (
    <Group gap="xs">
      {names.map((name) => (
        <Button key={name} size="xs" variant={name === 'resolve' ? 'filled' : 'default'} onClick={() => choose(name)} loading={act.isPending && act.variables === name}>
          {LABELS[name]}
        </Button>
      ))}
      <Modal opened={action !== null} onClose={() => setAction(null)} title={action ? LABELS[action] : ''}>
        <form onSubmit={submit}>
          <Stack>
            <ProblemAlert error={act.error} />
            {action === 'assign' ? (
              <Assignees value={assignee} onChange={setAssignee} />
            ) : (
              action && (
                <Textarea label={TEXTS[action]?.label} required={TEXTS[action]?.required} autosize minRows={3} data-autofocus value={text} onChange={(e) => setText(e.currentTarget.value)} />
              )
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setAction(null)}>
                Cancel
              </Button>
              <Button type="submit" loading={act.isPending}>
                {action ? LABELS[action] : ''}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </Group>
  );
}
