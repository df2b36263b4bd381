import { Alert, Anchor, Breadcrumbs, Button, Card, Code, Grid, Group, Loader, Stack, Table, Text, Timeline, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { get, post } from '../../api/client';
import { useSession } from '../../api/session';
import type { JournalPage, ProcessDetail } from '../../api/types';
import { Empty } from '../../parts/Empty';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { When } from '../../parts/When';
import { Word } from '../../parts/Word';
import { sentence } from '../../parts/words';
import { entriesOf, timeOf } from './journal';

function Waits({ row }: { row: ProcessDetail }) {
  if (row.waits.length === 0) {
    return <Empty title="Waits for nothing">{row.finished_at ? 'The process has ended.' : 'It is being driven, or waits for an operator.'}</Empty>;
  }

  return (
    <Table.ScrollContainer minWidth={380}>
      <Table horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Waits for</Table.Th>
            <Table.Th>Owed by</Table.Th>
            <Table.Th>Since</Table.Th>
            <Table.Th>Due</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {row.waits.map((wait) => (
            <Table.Tr key={wait.bookmark_id}>
              <Table.Td>
                <Text size="sm">{wait.waiting_for}</Text>
                <Text size="xs" c="dimmed">
                  {wait.kind}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm">{wait.owed_by ?? (wait.timer_due_at ? 'the clock' : '—')}</Text>
              </Table.Td>
              <Table.Td>
                <When at={wait.since} />
              </Table.Td>
              <Table.Td>
                <When at={wait.timer_due_at ?? wait.expected_by} empty="open end" />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function History({ id }: { id: string }) {
  const journal = useQuery({ queryKey: ['journal', id], queryFn: () => get<JournalPage>(`/api/processes/${id}/journal/?limit=200`), refetchInterval: 5000 });
  return (
    <Card withBorder>
      <Title order={4} mb="sm">
        What happened
      </Title>
      <ProblemAlert error={journal.error} />
      <Timeline bulletSize={14} lineWidth={2}>
        {journal.data?.bursts.flatMap((burst) =>
          entriesOf(burst.entries).map((entry, index) => (
            <Timeline.Item key={`${burst.sequence}.${index}`} title={`${entry.title} · ${entry.event}`} color={/fault/i.test(entry.event) ? 'red' : 'blue'}>
              {entry.message && <Text size="sm">{entry.message}</Text>}
              <Text size="xs" c="dimmed">
                {timeOf(entry, burst.recorded_at)} · burst {burst.sequence}
              </Text>
            </Timeline.Item>
          )),
        )}
      </Timeline>
      {journal.data?.bursts.length === 0 && <Empty title="Nothing has happened yet" />}
    </Card>
  );
}

export function ProcessPage() {
  const { id = '' } = useParams();
  const { user } = useSession();
  const cache = useQueryClient();
  const process = useQuery({ queryKey: ['process', id], queryFn: () => get<ProcessDetail>(`/api/processes/${id}/`), refetchInterval: 5000 });
  const act = useMutation({
    mutationFn: (name: 'cancel' | 'retry') => post(`/api/processes/${id}/${name}/`, name === 'cancel' ? { reason: `cancelled by ${user?.name}` } : {}),
    onSuccess: async () => {
      notifications.show({ message: 'Done', color: 'teal' });
      await cache.invalidateQueries();
    },
    onError: (error) => notifications.show({ message: error.message, color: 'red' }),
  });
  if (process.error) {
    return <ProblemAlert error={process.error} retry={() => void process.refetch()} />;
  }

  if (!process.data) {
    return <Loader aria-label="Loading" />;
  }

  const row = process.data;
  const open = row.incidents.filter((incident) => !incident.resolved_at);
  const ticket = row.correlation_id?.startsWith('ticket-sla:') ? row.correlation_id.slice('ticket-sla:'.length) : null;
  return (
    <Stack>
      <Breadcrumbs>
        <Anchor component={Link} to="/processes">
          Processes
        </Anchor>
        <Text>{row.definition_id}</Text>
      </Breadcrumbs>
      <Group justify="space-between">
        <Group gap="sm">
          <Title order={2}>{row.name ?? row.definition_id}</Title>
          <Word value={row.sub_status} />
        </Group>
        {row.status === 'running' && user?.role !== 'staff' && (
          <Group gap="xs">
            {open.length > 0 && (
              <Button size="xs" onClick={() => act.mutate('retry')} loading={act.isPending}>
                Retry
              </Button>
            )}
            <Button size="xs" variant="default" color="red" onClick={() => window.confirm('Cancel this process?') && act.mutate('cancel')}>
              Cancel
            </Button>
          </Group>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {row.definition_id} version {row.definition_version}
        {row.correlation_id ? ` · ${row.correlation_id}` : ''} · started <When at={row.created_at} />
        {ticket && (
          <>
            {' · '}
            <Anchor component={Link} to={`/tickets/${ticket}`}>
              its ticket
            </Anchor>
          </>
        )}
      </Text>
      {open.map((incident) => (
        <Alert key={incident.id} color="red" title={`${sentence(incident.kind)}${incident.activity_id ? ` in ${incident.activity_id}` : ''}`}>
          {incident.message} <When at={incident.occurred_at} />
        </Alert>
      ))}
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <History id={id} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            <Card withBorder>
              <Title order={4} mb="sm">
                Where it waits
              </Title>
              <Waits row={row} />
            </Card>
            <Card withBorder>
              <Title order={4} mb="sm">
                Variables
              </Title>
              {Object.keys(row.variables).length === 0 ? (
                <Text size="sm" c="dimmed">
                  None.
                </Text>
              ) : (
                <Code block>{JSON.stringify(row.variables, null, 2)}</Code>
              )}
            </Card>
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
