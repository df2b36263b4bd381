import { Anchor, Badge, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Schedule } from '../../api/types';
import { Listing } from '../../parts/Listing';
import { useFilters } from '../../parts/useFilters';
import { When } from '../../parts/When';
import { Word } from '../../parts/Word';

/** Everything that runs by the clock, with its last and next firing. */
export function Schedules() {
  const { filters, page, set } = useFilters(['search', 'target', 'active'] as const);
  const search = useDebouncedCallback((text: string) => set('search', text || null), 300);
  return (
    <Stack>
      <Group gap="sm">
        <TextInput aria-label="Search schedules" placeholder="Name" leftSection={<IconSearch size={16} />} defaultValue={filters.search ?? ''} onChange={(e) => search(e.currentTarget.value)} />
        <Select aria-label="What runs" placeholder="Workflows and jobs" data={[{ value: 'workflow', label: 'Workflows' }, { value: 'job', label: 'Jobs of the server' }]} value={filters.target} onChange={(v) => set('target', v)} clearable w={190} />
        <Select aria-label="In force" placeholder="In force or not" data={[{ value: 'true', label: 'In force' }, { value: 'false', label: 'Not in force' }]} value={filters.active} onChange={(v) => set('active', v)} clearable w={170} />
      </Group>
      <Listing<Schedule> path="/api/operations/schedules/" filters={filters} page={page} onPage={(p) => set('page', String(p))} empty="Nothing is scheduled. Workflows with a timer or cron trigger appear here once they are published.">
        {(rows) => (
          <Table.ScrollContainer minWidth={720}>
            <Table highlightOnHover verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Schedule</Table.Th>
                  <Table.Th>When</Table.Th>
                  <Table.Th>Last</Table.Th>
                  <Table.Th>Next</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row) => (
                  <Table.Tr key={row.id}>
                    <Table.Td>
                      <Group gap={6}>
                        <Anchor component={Link} to={`/operations/schedules/${encodeURIComponent(row.id)}`} fw={500}>
                          {row.title}
                        </Anchor>
                        {!row.active && (
                          <Badge color="gray" variant="light" radius="sm" tt="none">
                            Not in force
                          </Badge>
                        )}
                      </Group>
                      <Text size="xs" c="dimmed">
                        {row.target === 'job' ? 'job of the server' : 'workflow'}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      <Text size="sm" ff="monospace">
                        {row.expression}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {row.kind.replaceAll('_', ' ')} · {row.zone}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      {row.last ? (
                        <Group gap={6} wrap="nowrap">
                          <Word value={row.last.status} />
                          <When at={row.last.due_at} />
                        </Group>
                      ) : (
                        <Text size="sm" c="dimmed">
                          never
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td>
                      <When at={row.next?.utc} />
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
