import { Alert, Anchor, Button, Card, Group, Skeleton, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { get } from '../../api/client';
import type { SelfCheck } from '../../api/types';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { When } from '../../parts/When';
import { Word } from '../../parts/Word';
import { moment, sentence } from '../../parts/words';

/** Whether everything that waits can be woken, and which mails have not left. */
export function SelfCheckPanel() {
  const check = useQuery({ queryKey: ['self-check'], queryFn: () => get<SelfCheck>('/api/operations/self-check/'), refetchInterval: 60_000 });
  if (check.error && !check.data) {
    return <ProblemAlert error={check.error} retry={() => void check.refetch()} />;
  }

  if (!check.data) {
    return <Skeleton h={160} />;
  }

  const { sound, findings, at, mails_not_sent } = check.data;
  const mails = Object.entries(mails_not_sent).filter(([, count]) => count > 0);
  return (
    <Stack>
      <Alert color={sound ? 'teal' : 'orange'} icon={sound ? <IconShieldCheck /> : <IconAlertTriangle />} title={sound ? 'Everything that waits can be woken' : `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`}>
        <Group justify="space-between">
          <Text size="sm">Checked {moment(at)}.</Text>
          <Button size="compact-sm" variant="default" onClick={() => void check.refetch()} loading={check.isFetching}>
            Check again
          </Button>
        </Group>
      </Alert>
      {findings.length > 0 && (
        <Card withBorder padding={0}>
          <Table.ScrollContainer minWidth={520}>
            <Table verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Finding</Table.Th>
                  <Table.Th>Since</Table.Th>
                  <Table.Th>Process</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {findings.map((finding, index) => (
                  <Table.Tr key={index}>
                    <Table.Td>
                      <Text size="sm" fw={500}>
                        {sentence(finding.kind)}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {finding.detail}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      <When at={finding.since} />
                    </Table.Td>
                    <Table.Td>
                      {finding.instance_id ? (
                        <Anchor component={Link} to={`/processes/${finding.instance_id}`} size="sm">
                          Open
                        </Anchor>
                      ) : (
                        '—'
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Card>
      )}
      <Card withBorder>
        <Text fw={600} mb="xs">
          Mails that have not left
        </Text>
        {mails.length === 0 ? (
          <Text size="sm" c="dimmed">
            None.
          </Text>
        ) : (
          <Group gap="lg">
            {mails.map(([status, count]) => (
              <Anchor key={status} component={Link} to={`/mails?status=${status}`} underline="never">
                <Group gap={6}>
                  <Text fw={600}>{count}</Text>
                  <Word value={status} />
                </Group>
              </Anchor>
            ))}
          </Group>
        )}
      </Card>
    </Stack>
  );
}
