import { Anchor, Button, Group, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Ticket } from '../../api/types';
import { Listing } from '../../parts/Listing';
import { When } from '../../parts/When';
import { Word } from '../../parts/Word';
import { sentence } from '../../parts/words';
import { useFilters } from '../../parts/useFilters';
import { NewTicket } from './NewTicket';

const choices = (words: string[]) => words.map((value) => ({ value, label: sentence(value) }));
const STATUS = choices(['new', 'open', 'pending', 'on_hold', 'resolved', 'closed', 'merged']);
const PRIORITY = choices(['low', 'normal', 'high', 'urgent']);
const SLA = choices(['ok', 'warning', 'breached', 'paused']);

export function Tickets() {
  const { filters, page, set } = useFilters(['status', 'priority', 'sla_state', 'search'] as const);
  const search = useDebouncedCallback((text: string) => set('search', text || null), 300);
  const [opened, { open, close }] = useDisclosure();
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2}>Tickets</Title>
        <Button leftSection={<IconPlus size={16} />} onClick={open}>
          New ticket
        </Button>
      </Group>
      <Group gap="sm">
        <TextInput aria-label="Search tickets" placeholder="Subject, text or #number" leftSection={<IconSearch size={16} />} defaultValue={filters.search ?? ''} onChange={(e) => search(e.currentTarget.value)} />
        <Select aria-label="Status" placeholder="Any status" data={STATUS} value={filters.status} onChange={(v) => set('status', v)} clearable w={150} />
        <Select aria-label="Priority" placeholder="Any priority" data={PRIORITY} value={filters.priority} onChange={(v) => set('priority', v)} clearable w={150} />
        <Select aria-label="Service level" placeholder="Any service level" data={SLA} value={filters.sla_state} onChange={(v) => set('sla_state', v)} clearable w={170} />
      </Group>
      <Listing<Ticket> path="/api/support/tickets/" filters={filters} page={page} onPage={(p) => set('page', String(p))} empty="No ticket fits. Clear the filters, or open a new ticket.">
        {(rows) => (
          <Table.ScrollContainer minWidth={720}>
            <Table highlightOnHover verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Ticket</Table.Th>
                  <Table.Th>Status</Table.Th>
                  <Table.Th>Priority</Table.Th>
                  <Table.Th>Service level</Table.Th>
                  <Table.Th>Due</Table.Th>
                  <Table.Th>Assignee</Table.Th>
                  <Table.Th>Opened</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((ticket) => (
                  <Table.Tr key={ticket.id}>
                    <Table.Td>
                      <Anchor component={Link} to={`/tickets/${ticket.id}`} fw={500}>
                        #{ticket.number} {ticket.subject}
                      </Anchor>
                      <Text size="xs" c="dimmed">
                        {ticket.requester?.name}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      <Word value={ticket.status} />
                    </Table.Td>
                    <Table.Td>
                      <Word value={ticket.priority} />
                    </Table.Td>
                    <Table.Td>
                      <Word value={ticket.sla_state} />
                    </Table.Td>
                    <Table.Td>
                      <When at={ticket.due_at} />
                    </Table.Td>
                    <Table.Td>
                      <Text size="sm">{ticket.assignee?.name ?? '—'}</Text>
                    </Table.Td>
                    <Table.Td>
                      <When at={ticket.created_at} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Listing>
      <NewTicket opened={opened} onClose={close} />
    </Stack>
  );
}
