import { Anchor, Badge, Group, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Listing } from '../../parts/Listing';
import { useFilters } from '../../parts/useFilters';
import { When } from '../../parts/When';
import { Word } from '../../parts/Word';
import type { TemplateSummary } from './types';

const ORIGINS = [
  { value: 'shipped', label: 'As shipped' },
  { value: 'overridden', label: 'Overridden' },
  { value: 'own', label: 'Your own' },
];
const KINDS = [
  { value: 'false', label: 'Mails' },
  { value: 'true', label: 'Layouts and partials' },
];

export function Templates() {
  const { filters, page, set } = useFilters(['origin', 'is_part', 'search'] as const);
  const search = useDebouncedCallback((text: string) => set('search', text || null), 300);
  return (
    <Stack>
      <div>
        <Title order={2}>Templates</Title>
        <Text c="dimmed" size="sm">
          The wording of every mail. Your changes are yours alone, keep their history, and can be taken back.
        </Text>
      </div>
      <Group gap="sm">
        <TextInput aria-label="Search templates" placeholder="Name, purpose or subject" leftSection={<IconSearch size={16} />} defaultValue={filters.search ?? ''} onChange={(e) => search(e.currentTarget.value)} />
        <Select aria-label="Kind" placeholder="Any kind" data={KINDS} value={filters.is_part} onChange={(v) => set('is_part', v)} clearable w={190} />
        <Select aria-label="Wording" placeholder="Any wording" data={ORIGINS} value={filters.origin} onChange={(v) => set('origin', v)} clearable w={160} />
      </Group>
      <Listing<TemplateSummary> path="/api/templates/" filters={filters} page={page} onPage={(p) => set('page', String(p))} empty="No template fits.">
        {(rows) => (
          <Table highlightOnHover verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Template</Table.Th>
                <Table.Th>Wording</Table.Th>
                <Table.Th visibleFrom="sm">Changed</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((template) => (
                <Table.Tr key={template.key}>
                  <Table.Td>
                    <Group gap={6}>
                      <Anchor component={Link} to={`/templates/${template.key}`} fw={500}>
                        {template.key}
                      </Anchor>
                      {template.is_part && (
                        <Badge size="xs" variant="outline" color="gray" tt="none">
                          part
                        </Badge>
                      )}
                    </Group>
                    <Text size="xs" c="dimmed">
                      {template.description}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Word value={template.origin} />
                  </Table.Td>
                  <Table.Td visibleFrom="sm">
                    <When at={template.updated_at} empty="never" />
                    {template.changed_by && (
                      <Text size="xs" c="dimmed">
                        {template.changed_by}
                      </Text>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Listing>
    </Stack>
  );
}
