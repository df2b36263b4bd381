import { Avatar, Badge, Button, Card, Group, Stack, Switch, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { get, post } from '../../api/client';
import { useSession } from '../../api/session';
import type { Comment, Page, Ticket } from '../../api/types';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { When } from '../../parts/When';
import { sentence } from '../../parts/words';

export function Comments({ ticket }: { ticket: Ticket }) {
  const { user } = useSession();
  const [body, setBody] = useState('');
  const [internal, setInternal] = useState(false);
  const cache = useQueryClient();
  const comments = useQuery({
    queryKey: ['comments', ticket.id],
    queryFn: () => get<Page<Comment>>(`/api/support/ticket-comments/?ticket=${ticket.id}&page_size=100`),
    refetchInterval: 5000,
  });
  const add = useMutation({
    mutationFn: () => post<Comment>('/api/support/ticket-comments/', { ticket_id: ticket.id, body, ...(internal ? { is_internal: true } : {}) }),
    onSuccess: async () => {
      setBody('');
      await cache.invalidateQueries();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Stack gap="sm">
      <Title order={4}>Conversation</Title>
      <ProblemAlert error={comments.error} />
      {comments.data?.results.length === 0 && (
        <Text size="sm" c="dimmed">
          Nobody has written yet.
        </Text>
      )}
      {comments.data?.results.map((comment) => (
        <Card key={comment.id} withBorder bg={comment.is_internal ? 'var(--mantine-color-yellow-light)' : undefined}>
          <Group justify="space-between" mb={4}>
            <Group gap="xs">
              <Avatar size="sm" name={comment.person?.name ?? sentence(comment.author)} color="initials" />
              <Text size="sm" fw={500}>
                {comment.person?.name ?? sentence(comment.author)}
              </Text>
              {comment.is_internal && (
                <Badge color="yellow" variant="light" tt="none">
                  Internal note
                </Badge>
              )}
            </Group>
            <When at={comment.created_at} />
          </Group>
          <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {comment.body}
          </Text>
        </Card>
      ))}
      {ticket.allowed_actions.includes('comment') && (
        <form onSubmit={submit}>
          <Stack gap="xs">
            <ProblemAlert error={add.error} />
            <Textarea aria-label="New message" placeholder={internal ? 'Note for colleagues' : 'Message'} required autosize minRows={3} value={body} onChange={(e) => setBody(e.currentTarget.value)} />
            <Group justify="space-between">
              {user?.role === 'portal' ? <span /> : <Switch label="Internal note" checked={internal} onChange={(e) => setInternal(e.currentTarget.checked)} />}
              <Button type="submit" loading={add.isPending}>
                {internal ? 'Add note' : 'Send'}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Stack>
  );
}
