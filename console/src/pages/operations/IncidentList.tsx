import { Anchor, Badge, Button, Checkbox, Group, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { Link } from 'react-router';
import { post } from '../../api/client';
import { useSession } from '../../api/session';
import type { ProcessSummary } from '../../api/types';
import { useConfirm } from '../../parts/Confirm';
import { Listing } from '../../parts/Listing';
import { useAct } from '../../parts/useAct';
import { useFilters } from '../../parts/useFilters';
import { When } from '../../parts/When';
import { Word } from '../../parts/Word';
import { BulkDialog } from './BulkDialog';
import { BulkHistory } from './BulkHistory';

/** Each chosen process by itself: one that refuses stops no other, and is counted. */
async function each(ids: string[], work: (id: string) => Promise<unknown>, done: string): Promise<string> {
  const results = await Promise.allSettled(ids.map(work));
  const failed = results.filter((result) => result.status === 'rejected');
  if (failed.length === 0) {
    return `${ids.length} ${done}.`;
  }

  throw new Error(`${ids.length - failed.length} ${done}, ${failed.length} refused: ${(failed[0]!.reason as Error).message}`);
}

export function IncidentList({ mayAct }: { mayAct: boolean }) {
  const { user } = useSession();
  const { page, set } = useFilters([] as const);
  const [chosen, setChosen] = useState<string[]>([]);
  const [filtering, many] = useDisclosure();
  const [ask, dialog] = useConfirm();
  const act = useAct((work: () => Promise<string>) => work());
  const toggle = (id: string, on: boolean) => setChosen((before) => (on ? [...before, id] : before.filter((one) => one !== id)));
  const clear = () => setChosen([]);

  const retry = () => {
    act.mutate(() => each(chosen, (id) => post(`/api/processes/${id}/retry/`), 'run again'), { onSettled: clear });
  };
  const cancel = async () => {
    if (await ask({ title: `Cancel ${chosen.length} processes?`, text: 'They stop where they are and cannot be brought back.', yes: 'Cancel them', danger: true })) {
      act.mutate(() => each(chosen, (id) => post(`/api/processes/${id}/cancel/`, { reason: `cancelled by ${user?.name}` }), 'cancelled'), { onSettled: clear });
    }
  };
  return (
    <Stack>
      {mayAct && (
        <Group gap="xs" role="region" aria-label="What to do with the chosen ones">
          <Button size="compact-sm" disabled={chosen.length === 0} onClick={retry} loading={act.isPending}>
            Run again
          </Button>
          <Button size="compact-sm" variant="default" c={chosen.length > 0 ? 'red' : undefined} disabled={chosen.length === 0} onClick={() => void cancel()}>
            Cancel …
          </Button>
          <Text size="sm" c="dimmed">
            {chosen.length === 0 ? 'Choose processes to decide about several at once.' : `${chosen.length} chosen`}
          </Text>
          <Button size="compact-sm" variant="light" ml="auto" onClick={many.open}>
            By filter …
          </Button>
        </Group>
      )}
      <Listing<ProcessSummary> path="/api/processes/" filters={{ has_incidents: 'true' }} page={page} onPage={(p) => { clear(); set('page', String(p)); }} empty="No process has an incident. When a step fails for good, it waits here.">
        {(rows) => (
          <Table.ScrollContainer minWidth={620}>
            <Table highlightOnHover verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  {mayAct && (
                    <Table.Th w={40}>
                      <Checkbox aria-label="Choose all" checked={rows.every((row) => chosen.includes(row.id))} indeterminate={chosen.length > 0 && !rows.every((row) => chosen.includes(row.id))} onChange={(e) => setChosen(e.currentTarget.checked ? rows.map((row) => row.id) : [])} />
                    </Table.Th>
                  )}
                  <Table.Th>Process</Table.Th>
                  <Table.Th>State</Table.Th>
                  <Table.Th>Last change</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row) => (
                  <Table.Tr key={row.id}>
                    {mayAct && (
                      <Table.Td>
                        <Checkbox aria-label={`Choose ${row.name ?? row.definition_id}`} checked={chosen.includes(row.id)} onChange={(e) => toggle(row.id, e.currentTarget.checked)} />
                      </Table.Td>
                    )}
                    <Table.Td>
                      <Anchor component={Link} to={`/processes/${row.id}`} fw={500}>
                        {row.name ?? row.definition_id}
                      </Anchor>
                      <Text size="xs" c="dimmed">
                        {row.definition_id} v{row.definition_version}
                        {row.correlation_id ? ` · ${row.correlation_id}` : ''}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      <Group gap={4}>
                        <Word value={row.sub_status} />
                        <Badge color="red" tt="none" radius="sm">
                          {row.incident_count} {row.incident_count === 1 ? 'incident' : 'incidents'}
                        </Badge>
                      </Group>
                    </Table.Td>
                    <Table.Td>
                      <When at={row.updated_at} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Listing>
      {mayAct && <BulkHistory />}
      <BulkDialog opened={filtering} onClose={many.close} />
      {dialog}
    </Stack>
  );
}
