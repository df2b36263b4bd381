import { Card, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconBell, IconClock, IconUser } from '@tabler/icons-react';
import type { ProcessDetail, ProcessWait } from '../../api/types';
import { When } from '../../parts/When';

/** Everything the process waits for: what, who owes it, since when, and when the clock takes over. */
export function Waits({ row }: { row: ProcessDetail }) {
  return (
    <Card withBorder>
      <Title order={4} mb="sm">
        Where it waits
      </Title>
      {row.waits.length === 0 ? (
        <Text size="sm" c="dimmed">
          {row.finished_at ? 'Nowhere: the process has ended.' : 'Nowhere: it is being driven, or waits for an operator.'}
        </Text>
      ) : (
        <Stack gap="md">
          {row.waits.map((wait) => (
            <Wait key={wait.bookmark_id} wait={wait} />
          ))}
        </Stack>
      )}
    </Card>
  );
}

function Wait({ wait }: { wait: ProcessWait }) {
  const Icon = wait.timer_due_at ? IconClock : wait.owed_by ? IconUser : IconBell;
  const due = wait.timer_due_at ?? wait.expected_by;
  return (
    <Group wrap="nowrap" align="flex-start" gap="sm">
      <ThemeIcon variant="light" radius="xl" color={wait.timer_due_at ? 'blue' : 'gray'}>
        <Icon size={16} />
      </ThemeIcon>
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
          {wait.waiting_for}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {wait.owed_by ? `owed by ${wait.owed_by}` : wait.timer_due_at ? 'the clock goes on with it' : wait.kind} · since <When at={wait.since} inherit />
          {due && (
            <>
              {' '}
              · due <When at={due} inherit />
            </>
          )}
        </Text>
      </div>
    </Group>
  );
}
