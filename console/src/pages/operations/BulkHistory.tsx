import { Card, Progress, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { get, query } from '../../api/client';
import type { Page } from '../../api/types';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { When } from '../../parts/When';
import { sentence } from '../../parts/words';
import { BULK, type BulkProgress } from './bulk';

/** The latest bulk commands and how far they have come; nothing while there was none. */
export function BulkHistory() {
  const address = query(`${BULK}/`, { page_size: 5 });
  const list = useQuery({
    queryKey: [address],
    queryFn: () => get<Page<BulkProgress>>(address),
    refetchInterval: ({ state }) => (state.data?.results.some((row) => !row.finished) ? 2000 : 15_000),
  });
  if (list.error) {
    return <ProblemAlert error={list.error} />;
  }

  if (!list.data || list.data.count === 0) {
    return null;
  }

  return (
    <Card withBorder>
      <Title order={4} mb="xs">
        Decided about many
      </Title>
      <Table.ScrollContainer minWidth={480}>
        <Table verticalSpacing="xs">
          <Table.Tbody>
            {list.data.results.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td>
                  <Text size="sm" fw={500}>
                    {sentence(row.action)} by {row.requested_by}
                  </Text>
                  <Text size="xs" c="dimmed" component="div">
                    <When at={row.created_at} inherit />
                    {row.reason && ` · ${row.reason}`}
                  </Text>
                </Table.Td>
                <Table.Td w="40%">
                  <Progress value={row.total === 0 ? 100 : (100 * row.done) / row.total} color={row.in_trouble + row.parked > 0 ? 'orange' : 'teal'} aria-label={`${row.done} of ${row.total} done`} />
                  <Text size="xs" c="dimmed">
                    {row.done} of {row.total} done
                    {row.parked > 0 && `, ${row.parked} could not be carried out`}
                    {row.in_trouble > 0 && `, ${row.in_trouble} in trouble again`}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}
