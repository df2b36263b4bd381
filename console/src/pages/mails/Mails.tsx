import { Anchor, Group, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { MailSummary } from '../../api/types';
import { Listing } from '../../parts/Listing';
import { useFilters } from '../../parts/useFilters';
import { When } from '../../parts/When';
import { Word } from '../../parts/Word';
import { sentence } from '../../parts/words';

const STATES = ['queued', 'sending', 'sent', 'deferred', 'failed', 'in_doubt', 'suppressed', 'render_failed'].map((value) => ({ value, label: sentence(value) }));

export function Mails() {
  const { filters, page, set } = useFilters(['status', 'related_to', 'search'] as const);
  const search = useDebouncedCallback((text: string) => set('search', text || null), 300);
  return (
    <Stack>
      <Title order={2}>Mails</Title>
      <Group gap="sm">
        <TextInput aria-label="Search mails" placeholder="Subject or recipient" leftSection={<IconSearch size={16} />} defaultValue={filters.search ?? ''} onChange={(e) => search(e.currentTarget.value)} />
        <Select aria-label="State" placeholder="Any state" data={STATES} value={filters.status} onChange={(v) => set('status', v)} clearable w={160} />
        {filters.related_to && (
          <Anchor component="button" size="sm" onClick={() => set('related_to', null)}>
            Only {filters.related_to.split(':')[0]}: show all
          </Anchor>
        )}
      </Group>
      <Listing<MailSummary> path="/api/message-logs/" filters={filters} page={page} onPage={(p) => set('page', String(p))} empty="No mail fits. Processes write mails; they wait here when no mail server is set up.">
        {(rows) => (
          <Table.ScrollContainer minWidth={640}>
            <Table highlightOnHover verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Mail</Table.Th>
                  <Table.Th>To</Table.Th>
                  <Table.Th>State</Table.Th>
                  <Table.Th>Asked for</Table.Th>
                  <Table.Th>Sent</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((mail) => (
                  <Table.Tr key={mail.id}>
                    <Table.Td>
                      <Anchor component={Link} to={`/mails/${mail.id}`} fw={500}>
                        {mail.subject || '(no subject)'}
                      </Anchor>
                      <Text size="xs" c="dimmed">
                        {mail.template_key}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      <Text size="sm">{mail.to_address}</Text>
                    </Table.Td>
                    <Table.Td>
                      <Word value={mail.status} />
                    </Table.Td>
                    <Table.Td>
                      <When at={mail.created_at} />
                    </Table.Td>
                    <Table.Td>
                      <When at={mail.sent_at} empty="not yet" />
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
