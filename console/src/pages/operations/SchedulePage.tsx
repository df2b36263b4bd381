import { Anchor, Badge, Button, Card, Grid, Group, Loader, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { get, post } from '../../api/client';
import { useSession } from '../../api/session';
import type { Firing, LedgerEntry, Schedule } from '../../api/types';
import { useConfirm } from '../../parts/Confirm';
import { Listing } from '../../parts/Listing';
import { PageHead } from '../../parts/PageHead';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { useAct } from '../../parts/useAct';
import { useFilters } from '../../parts/useFilters';
import { Word } from '../../parts/Word';
import { moment, sentence } from '../../parts/words';

const STATUSES = ['pending', 'fired', 'late', 'skipped', 'failed'].map((value) => ({ value, label: sentence(value) }));

/** One schedule: every firing that was expected and what became of it, and the ones to come. */
export function SchedulePage() {
  const { id = '' } = useParams();
  const { user } = useSession();
  const { filters, page, set } = useFilters(['status'] as const);
  const [ask, dialog] = useConfirm();
  const path = `/api/operations/schedules/${encodeURIComponent(id)}`;
  const detail = useQuery({ queryKey: ['schedule', id], queryFn: () => get<{ schedule: Schedule; upcoming: Firing[] }>(`${path}/?firings=12`), refetchInterval: 30_000 });
  const run = useAct(async (dueAt: string) => {
    await post(`${path}/run/`, { due_at: dueAt });
    return 'The missed firing was run.';
  });
  if (detail.error && !detail.data) {
    return <ProblemAlert error={detail.error} retry={() => void detail.refetch()} />;
  }

  if (!detail.data) {
    return <Loader aria-label="Loading" />;
  }

  const { schedule, upcoming } = detail.data;
  const mayRun = user?.role === 'manager' || user?.role === 'admin';
  const onRun = async (entry: LedgerEntry) => {
    if (await ask({ title: 'Run the missed firing?', text: `The one that was due ${moment(entry.due_at)} runs now, once.`, yes: 'Run it' })) {
      run.mutate(entry.due_at);
    }
  };
  return (
    <Stack>
      <PageHead
        trail={[{ to: '/operations/schedules', label: 'Schedules' }]}
        title={schedule.title}
        badges={<Badge color={schedule.active ? 'teal' : 'gray'} variant="light" radius="sm" tt="none">{schedule.active ? 'In force' : 'Not in force'}</Badge>}
        about={
          <>
            {schedule.kind.replaceAll('_', ' ')} <Text span ff="monospace" inherit>{schedule.expression}</Text> in {schedule.zone} · when missed: {sentence(schedule.misfire).toLowerCase()}
            {schedule.definition_id && (
              <>
                {' · '}
                <Anchor component={Link} to={`/definitions/${schedule.definition_id}`} inherit>
                  its workflow
                </Anchor>
              </>
            )}
          </>
        }
      />
      <Grid>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="sm">
            <Group justify="space-between">
              <Title order={4}>Ledger</Title>
              <Select aria-label="Outcome" placeholder="Any outcome" data={STATUSES} value={filters.status} onChange={(v) => set('status', v)} clearable w={150} />
            </Group>
            <Listing<LedgerEntry> path={`${path}/ledger/`} filters={filters} page={page} onPage={(p) => set('page', String(p))} empty="No firing was expected yet.">
              {(rows) => (
                <Table.ScrollContainer minWidth={480}>
                  <Table verticalSpacing="xs">
                    <Table.Thead>
                      <Table.Tr>
                        <Table.Th>Due</Table.Th>
                        <Table.Th>Outcome</Table.Th>
                        <Table.Th>What happened</Table.Th>
                      </Table.Tr>
                    </Table.Thead>
                    <Table.Tbody>
                      {rows.map((row) => (
                        <Table.Tr key={row.due_at}>
                          <Table.Td style={{ whiteSpace: 'nowrap' }}>
                            <Text size="sm">{moment(row.due_at)}</Text>
                          </Table.Td>
                          <Table.Td>
                            <Word value={row.status} />
                          </Table.Td>
                          <Table.Td>
                            <Text size="sm">{row.reason ?? row.detail ?? row.result ?? (row.run_by ? `run by ${row.run_by}` : '')}</Text>
                            {row.instance_id && (
                              <Anchor component={Link} to={`/processes/${row.instance_id}`} size="sm">
                                The process
                              </Anchor>
                            )}
                            {mayRun && ['skipped', 'failed'].includes(row.status) && (
                              <Button size="compact-xs" variant="light" onClick={() => void onRun(row)}>
                                Run it now …
                              </Button>
                            )}
                          </Table.Td>
                        </Table.Tr>
                      ))}
                    </Table.Tbody>
                  </Table>
                </Table.ScrollContainer>
              )}
            </Listing>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Card withBorder>
            <Title order={4} mb="sm">
              Coming up
            </Title>
            {upcoming.length === 0 && (
              <Text size="sm" c="dimmed">
                Nothing.
              </Text>
            )}
            <Stack gap={6}>
              {upcoming.map((firing) => (
                <Group key={firing.utc} gap={6} wrap="nowrap">
                  <Text size="sm" component="time" dateTime={firing.utc}>
                    {firing.local.replace('T', ' ')}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {firing.offset}
                  </Text>
                  {firing.clock_change && (
                    <Badge size="xs" color="orange" variant="light" tt="none">
                      clock change
                    </Badge>
                  )}
                </Group>
              ))}
            </Stack>
          </Card>
        </Grid.Col>
      </Grid>
      {dialog}
    </Stack>
  );
}
