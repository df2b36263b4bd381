import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import { get, query } from '../../api/client';
import { ELSA } from '../../api/elsa';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { create } from './actions';

export function NewWorkflow({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [asked] = useDebouncedValue(name.trim(), 250);
  const navigate = useNavigate();
  const unique = useQuery({
    queryKey: ['definition-name', asked],
    queryFn: () => get<{ isUnique: boolean }>(query(`${ELSA}/workflow-definitions/validation/is-name-unique`, { name: asked })),
    enabled: opened && asked !== '',
  });
  const made = useMutation({ mutationFn: () => create(name.trim(), description.trim()), onSuccess: (id) => navigate(`/definitions/${id}/edit`) });
  const taken = unique.data?.isUnique === false && asked === name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    made.mutate();
  };
  return (
    <Modal opened={opened} onClose={onClose} title="New workflow" centered>
      <form onSubmit={submit}>
        <Stack>
          <ProblemAlert error={made.error} />
          <TextInput label="Name" required data-autofocus maxLength={200} value={name} error={taken ? 'Another workflow has this name.' : null} onChange={(e) => setName(e.currentTarget.value)} />
          <Textarea label="What it is for" autosize minRows={2} value={description} onChange={(e) => setDescription(e.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={made.isPending} disabled={name.trim() === '' || taken}>
              Open the designer
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
