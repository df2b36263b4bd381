import { Anchor, Badge, Breadcrumbs, Card, Grid, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { get } from '../../api/client';
import type { Ticket } from '../../api/types';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { When } from '../../parts/When';
import { Word } from '../../parts/Word';
import { Actions } from './Actions';
import { Clocks } from './Clocks';
import { Comments } from './Comments';

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <div style={{ textAlign: 'right' }}>{children}</div>
    </Group>
  );
}

export function TicketPage() {
  const { id = '' } = useParams();
  const ticket = useQuery({ queryKey: ['ticket', id], queryFn: () => get<Ticket>(`/api/support/tickets/${id}/`), refetchInterval: 5000 });
  if (ticket.error) {
    return <ProblemAlert error={ticket.error} retry={() => void ticket.refetch()} />;
  }

  if (!ticket.data) {
    return <Loader aria-label="Loading" />;
  }

  const row = ticket.data;
  return (
    <Stack>
      <Breadcrumbs>
        <Anchor component={Link} to="/tickets">
          Tickets
        </Anchor>
        <Text>#{row.number}</Text>
      </Breadcrumbs>
      <Group gap="sm">
        <Title order={2}>{row.subject}</Title>
        <Word value={row.status} />
        <Word value={row.priority} />
        <Word value={row.sla_state} />
      </Group>
      <Actions ticket={row} />
      <Grid>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack>
            <Card withBorder>
              <Text style={{ whiteSpace: 'pre-wrap' }} c={row.description ? undefined : 'dimmed'}>
                {row.description || 'No description.'}
              </Text>
              {row.resolution && (
                <Text mt="sm" size="sm" style={{ whiteSpace: 'pre-wrap' }}>
                  <b>Resolution:</b> {row.resolution}
                </Text>
              )}
            </Card>
            <Comments ticket={row} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack>
            <Card withBorder>
              <Stack gap="xs">
                <Fact name="Requester">
                  <Text size="sm">{row.requester?.name ?? '—'}</Text>
                </Fact>
                <Fact name="Assignee">
                  <Text size="sm">{row.assignee?.name ?? 'Nobody'}</Text>
                </Fact>
                <Fact name="Policy">
                  <Text size="sm">{row.policy ? `${row.policy} v${row.policy_version}` : '—'}</Text>
                </Fact>
                <Fact name="Next due">
                  <When at={row.due_at} />
                </Fact>
                <Fact name="Opened">
                  <When at={row.created_at} />
                </Fact>
                {row.hold_reason && (
                  <Fact name="On hold for">
                    <Text size="sm">{row.hold_reason}</Text>
                  </Fact>
                )}
                {row.tags.length > 0 && (
                  <Group gap={4}>
                    {row.tags.map((tag) => (
                      <Badge key={tag} variant="outline" color="gray" tt="none">
                        {tag}
                      </Badge>
                    ))}
                  </Group>
                )}
                {row.workflow_instance_id && (
                  <Anchor component={Link} size="sm" to={`/processes/${row.workflow_instance_id}`}>
                    The process behind this ticket
                  </Anchor>
                )}
                <Anchor component={Link} size="sm" to={`/mails?related_to=ticket:${row.id}`}>
                  Mails about this ticket
                </Anchor>
              </Stack>
            </Card>
            <Clocks ticketId={row.id} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
