import { Card, Group, Pagination, Skeleton, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { get, query } from '../api/client';
import type { Page } from '../api/types';
import { Empty } from './Empty';
import { ProblemAlert } from './ProblemAlert';

const SIZE = 25;

interface Props<T> {
  path: string;
  filters: Record<string, string | null | undefined>;
  page: number;
  onPage: (page: number) => void;
  empty: ReactNode;
  children: (rows: T[]) => ReactNode;
}

/** A list from the API with its four faces: loading, problem, empty, rows. Refreshes while it is looked at. */
export function Listing<T>({ path, filters, page, onPage, empty, children }: Props<T>) {
  const address = query(path, { ...filters, page: page > 1 ? page : null, page_size: SIZE });
  const list = useQuery({
    queryKey: [address],
    queryFn: () => get<Page<T>>(address),
    placeholderData: keepPreviousData,
    refetchInterval: 5000,
  });
  if (list.error) {
    return <ProblemAlert error={list.error} retry={() => void list.refetch()} />;
  }

  if (!list.data) {
    return (
      <Stack gap="xs" aria-busy="true">
        {[1, 2, 3, 4].map((row) => (
          <Skeleton key={row} height={44} />
        ))}
      </Stack>
    );
  }

  const pages = Math.max(1, Math.ceil(list.data.count / SIZE));
  return (
    <Card withBorder padding={0} radius="md">
      {list.data.count === 0 ? <Empty title="Nothing here">{empty}</Empty> : children(list.data.results)}
      <Group justify="space-between" p="sm">
        <Text size="xs" c="dimmed" role="status">
          {list.data.count} {list.data.count === 1 ? 'row' : 'rows'}
        </Text>
        {pages > 1 && <Pagination size="sm" total={pages} value={page} onChange={onPage} />}
      </Group>
    </Card>
  );
}
