import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { post } from '../../api/client';
import { useSession } from '../../api/session';
import type { Ticket } from '../../api/types';
import { ProblemAlert } from '../../parts/ProblemAlert';

export function NewTicket({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { user } = useSession();
  const [subject, setSubject] = useState('');
  const [description, setDescription] = useState('');
  const [priority, setPriority] = useState<string | null>('normal');
  const navigate = useNavigate();
  const cache = useQueryClient();
  const create = useMutation({
    mutationFn: () => post<Ticket>('/api/support/tickets/', { subject, description, ...(user?.role === 'portal' ? {} : { priority }) }),
    onSuccess: async (ticket) => {
      await cache.invalidateQueries();
      onClose();
      void navigate(`/tickets/${ticket.id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Modal opened={opened} onClose={onClose} title="New ticket" size="lg">
      <form onSubmit={submit}>
        <Stack>
          <ProblemAlert error={create.error} />
          <TextInput label="Subject" required maxLength={200} data-autofocus value={subject} onChange={(e) => setSubject(e.currentTarget.value)} />
          <Textarea label="Description" autosize minRows={4} maxRows={12} value={description} onChange={(e) => setDescription(e.currentTarget.value)} />
          {user?.role !== 'portal' && <Select label="Priority" data={['low', 'normal', 'high', 'urgent']} value={priority} onChange={setPriority} allowDeselect={false} w={180} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Open ticket
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
