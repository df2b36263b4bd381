import { Anchor, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { get, query } from '../../api/client';
import type { MailSummary, Page } from '../../api/types';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { When } from '../../parts/When';
import { Word } from '../../parts/Word';

const MOST = 50;

/** The mails that the process asked for. */
export function ProcessMails({ id }: { id: string }) {
  const address = query('/api/message-logs/', { instance: id, page_size: MOST });
  const mails = useQuery({ queryKey: [address], queryFn: () => get<Page<MailSummary>>(address), refetchInterval: 10_000 });
  return (
    <Card withBorder>
      <Title order={4} mb="sm">
        Mails
      </Title>
      <ProblemAlert error={mails.error} />
      {mails.data?.count === 0 && (
        <Text size="sm" c="dimmed">
          It has written none.
        </Text>
      )}
      <Stack gap="xs">
        {mails.data?.results.map((mail) => (
          <Group key={mail.id} justify="space-between" wrap="nowrap" gap="xs">
            <div style={{ minWidth: 0 }}>
              <Anchor component={Link} to={`/mails/${mail.id}`} size="sm" fw={500} truncate display="block">
                {mail.subject || '(no subject)'}
              </Anchor>
              <Text size="xs" c="dimmed" truncate component="div">
                {mail.to_address} · <When at={mail.created_at} inherit />
              </Text>
            </div>
            <Word value={mail.status} />
          </Group>
        ))}
      </Stack>
      {mails.data && mails.data.count > MOST && (
        <Text size="xs" c="dimmed" mt="xs">
          The newest {MOST} of {mails.data.count}.
        </Text>
      )}
    </Card>
  );
}
