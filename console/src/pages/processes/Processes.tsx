import { Anchor, Badge, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { get } from '../../api/client';
import type { ProcessSummary } from '../../api/types';
import { Listing } from '../../parts/Listing';
import { PageHead } from '../../parts/PageHead';
import { useFilters } from '../../parts/useFilters';
import { When } from '../../parts/When';
import { Word } from '../../parts/Word';
import { sentence } from '../../parts/words';
import { useWarmStudio } from '../../studio/StudioScreen';

const STATES = ['pending', 'executing', 'suspended', 'finished', 'cancelled', 'faulted'].map((value) => ({ value, label: sentence(value) }));

export function Processes() {
  const { filters, page, set } = useFilters(['sub_status', 'has_incidents', 'search', 'definition'] as const);
  const search = useDebouncedCallback((text: string) => set('search', text || null), 300);
  const definitions = useQuery({ queryKey: ['/api/processes/definitions/'], queryFn: () => get<{ id: string; name: string | null }[]>('/api/processes/definitions/') });
  const known = (definitions.data ?? []).map(({ id, name }) => ({ value: id, label: name ?? id }));
  const chosen = filters.definition;
  useWarmStudio();
  return (
    <Stack>
      <PageHead title="Processes" about="Every run of a workflow: what waits, what ended, and what needs a decision." />
      <Group gap="sm">
        <TextInput aria-label="Search processes" placeholder="Name or correlation id" leftSection={<IconSearch size={16} />} defaultValue={filters.search ?? ''} onChange={(e) => search(e.currentTarget.value)} />
        <Select aria-label="State" placeholder="Any state" data={STATES} value={filters.sub_status} onChange={(v) => set('sub_status', v)} clearable w={160} />
        <Select aria-label="Incidents" placeholder="With or without incidents" data={[{ value: 'true', label: 'With incidents' }, { value: 'false', label: 'Without incidents' }]} value={filters.has_incidents} onChange={(v) => set('has_incidents', v)} clearable w={220} />
        <Select aria-label="Workflow" placeholder="Any workflow" searchable data={!chosen || known.some(({ value }) => value === chosen) ? known : [...known, { value: chosen, label: chosen }]} value={chosen} onChange={(v) => set('definition', v)} clearable w={220} />
        <Anchor component={Link} to="/processes/studio" size="sm" ml="auto">
          Elsa Studio's own list
        </Anchor>
      </Group>
      <Listing<ProcessSummary> path="/api/processes/" filters={filters} page={page} onPage={(p) => set('page', String(p))} empty="No process fits. Opening a ticket starts one.">
        {(rows) => (
          <Table.ScrollContainer minWidth={760}>
            <Table highlightOnHover verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Process</Table.Th>
                  <Table.Th>State</Table.Th>
                  <Table.Th>Waits for</Table.Th>
                  <Table.Th>Next timer</Table.Th>
                  <Table.Th>Started</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row) => (
                  <Table.Tr key={row.id}>
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
                        {row.incident_count > 0 && (
                          <Badge color="red" tt="none">
                            {row.incident_count} {row.incident_count === 1 ? 'incident' : 'incidents'}
                          </Badge>
                        )}
                      </Group>
                    </Table.Td>
                    <Table.Td>
                      <Text size="sm">{row.waiting_for ?? '—'}</Text>
                    </Table.Td>
                    <Table.Td>
                      <When at={row.next_timer} />
                    </Table.Td>
                    <Table.Td>
                      <When at={row.created_at} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Listing>
    </Stack>
  );
}
