import { Alert, Anchor, Breadcrumbs, Button, Card, Code, Group, Loader, Stack, Table, Tabs, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { get, post } from '../../api/client';
import { useSession } from '../../api/session';
import type { Mail } from '../../api/types';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { Word } from '../../parts/Word';
import { moment } from '../../parts/words';

const AGAIN = ['failed', 'deferred', 'in_doubt'];

export function MailPage() {
  const { id = '' } = useParams();
  const { user } = useSession();
  const cache = useQueryClient();
  const mail = useQuery({ queryKey: ['mail', id], queryFn: () => get<Mail>(`/api/message-logs/${id}/`) });
  const again = useMutation({
    mutationFn: () => post(`/api/message-logs/${id}/send-again/`),
    onSuccess: () => cache.invalidateQueries(),
    onError: (error) => notifications.show({ message: error.message, color: 'red' }),
  });
  if (mail.error) {
    return <ProblemAlert error={mail.error} retry={() => void mail.refetch()} />;
  }

  if (!mail.data) {
    return <Loader aria-label="Loading" />;
  }

  const row = mail.data;
  const facts: [string, string | null][] = [
    ['To', row.to_name ? `${row.to_name} <${row.to_address}>` : row.to_address],
    ['Copy', row.cc.join(', ') || null],
    ['Template', row.template_key],
    ['About', row.related_to],
    ['Asked for', moment(row.created_at)],
    ['Sent', row.sent_at ? moment(row.sent_at) : null],
    ['Attempts', String(row.attempts)],
    ['Message-ID', row.message_id],
  ];
  return (
    <Stack>
      <Breadcrumbs>
        <Anchor component={Link} to="/mails">
          Mails
        </Anchor>
        <Text>{row.template_key}</Text>
      </Breadcrumbs>
      <Group justify="space-between">
        <Group gap="sm">
          <Title order={2}>{row.subject || '(no subject)'}</Title>
          <Word value={row.status} />
        </Group>
        {AGAIN.includes(row.status) && user?.role !== 'staff' && (
          <Button size="xs" onClick={() => again.mutate()} loading={again.isPending}>
            Send again
          </Button>
        )}
      </Group>
      {row.last_error && <Alert color="orange" title="Why it has not left">{row.last_error}</Alert>}
      <Card withBorder>
        <Table withRowBorders={false} verticalSpacing={2}>
          <Table.Tbody>
            {facts.filter(([, value]) => value).map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Td w={110}>
                  <Text size="sm" c="dimmed">{name}</Text>
                </Table.Td>
                <Table.Td>
                  <Text size="sm" style={{ overflowWrap: 'anywhere' }}>{value}</Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Card>
      <Tabs defaultValue="html" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="html">As rendered</Tabs.Tab>
          <Tabs.Tab value="text">Text part</Tabs.Tab>
          <Tabs.Tab value="smtp">Journey</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="html" pt="sm">
          <iframe title="The mail as rendered" sandbox="" srcDoc={row.html} style={{ width: '100%', height: 560, border: '1px solid var(--mantine-color-default-border)', borderRadius: 8, background: '#fff' }} />
        </Tabs.Panel>
        <Tabs.Panel value="text" pt="sm">
          <Code block>{row.text}</Code>
        </Tabs.Panel>
        <Tabs.Panel value="smtp" pt="sm">
          <Code block>{row.smtp_log ?? 'It has not been offered to a mail server yet.'}</Code>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
