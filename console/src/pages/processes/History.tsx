import { Button, Card, Skeleton, Text, Timeline, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { get, query } from '../../api/client';
import type { JournalPage } from '../../api/types';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { entriesOf, timeOf } from './journal';

const STEP = 100;

/** What happened, oldest first, from the journal. */
export function History({ id, running }: { id: string; running: boolean }) {
  const journal = useInfiniteQuery({
    queryKey: ['journal', id],
    queryFn: ({ pageParam }) => get<JournalPage>(query(`/api/processes/${id}/journal/`, { after: pageParam, limit: STEP })),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: running ? 5000 : false,
  });
  const bursts = journal.data?.pages.flatMap((page) => page.bursts) ?? [];
  return (
    <Card withBorder>
      <Title order={4} mb="sm">
        What happened
      </Title>
      <ProblemAlert error={journal.error} retry={() => void journal.refetch()} />
      {journal.isPending && <Skeleton h={160} />}
      <Timeline bulletSize={14} lineWidth={2}>
        {bursts.flatMap((burst) =>
          entriesOf(burst.entries).map((entry, index) => (
            <Timeline.Item key={`${burst.sequence}.${index}`} title={entry.title} color={/fault/i.test(entry.event) ? 'red' : /suspend/i.test(entry.event) ? 'yellow' : 'teal'}>
              {entry.message && (
                <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                  {entry.message}
                </Text>
              )}
              <Text size="xs" c="dimmed">
                {entry.event.toLowerCase()} · {timeOf(entry, burst.recorded_at)}
              </Text>
            </Timeline.Item>
          )),
        )}
      </Timeline>
      {journal.data && bursts.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing yet.
        </Text>
      )}
      {journal.hasNextPage && (
        <Button variant="light" size="xs" mt="md" onClick={() => journal.fetchNextPage()} loading={journal.isFetchingNextPage}>
          What came after
        </Button>
      )}
    </Card>
  );
}
