import { Alert, Anchor, Badge, Button, Card, Group, Loader, Menu, Stack, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots, IconDownload, IconPencil, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { get } from '../../api/client';
import { type DefinitionSummary, definitionsPath, type ElsaPage, isEditable } from '../../api/elsa';
import { useConfirm } from '../../parts/Confirm';
import { PageHead } from '../../parts/PageHead';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { useAct } from '../../parts/useAct';
import { When } from '../../parts/When';
import { useWarmStudio } from '../../studio/StudioScreen';
import { exportOne, publish, remove, removeVersion, retract, revert } from './actions';
import { deleteQuestion, retractQuestion } from './questions';
import { StartDialog } from './StartDialog';
import { VersionBadges } from './VersionBadges';

/** One workflow: what counts, what is drafted, and every version that there was. */
export function DefinitionPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const [starting, setStarting] = useState(false);
  const [ask, dialog] = useConfirm();
  const act = useAct((work: () => Promise<string>) => work());
  useWarmStudio();
  const versions = useQuery({
    queryKey: ['definitions', id, 'versions'],
    queryFn: () => get<ElsaPage<DefinitionSummary>>(definitionsPath({ versionOptions: 'AllVersions', definitionIds: [id], orderBy: 'Version', orderDirection: 'Descending', pageSize: 100 })),
  });
  if (versions.error) {
    return <ProblemAlert error={versions.error} retry={() => void versions.refetch()} />;
  }

  if (!versions.data) {
    return <Loader aria-label="Loading" />;
  }

  const rows = versions.data.items;
  const latest = rows.find((row) => row.isLatest) ?? rows[0];
  if (!latest) {
    return (
      <Alert color="gray" title="There is no such workflow">
        <Anchor component={Link} to="/definitions">
          Go to the workflows
        </Anchor>
      </Alert>
    );
  }

  const published = rows.find((row) => row.isPublished);
  const editable = isEditable(latest);
  const name = latest.name ?? latest.definitionId;
  const save = (row: DefinitionSummary) => exportOne(row).catch((error: Error) => notifications.show({ message: error.message, color: 'red' }));

  const onRetract = async (row: DefinitionSummary) => {
    if (await ask(retractQuestion(row))) {
      act.mutate(() => retract(row));
    }
  };
  const onRevert = async (row: DefinitionSummary) => {
    if (await ask({ title: `Go back to version ${row.version}?`, text: 'Its content becomes a new draft. What is published stays published until you publish the draft.', yes: 'Make the draft' })) {
      act.mutate(() => revert(row));
    }
  };
  const onDeleteVersion = async (row: DefinitionSummary) => {
    if (await ask({ title: `Delete version ${row.version}?`, text: 'It cannot be brought back.', yes: 'Delete', danger: true })) {
      act.mutate(() => removeVersion(row));
    }
  };
  const onDelete = async () => {
    if (await ask(deleteQuestion(latest))) {
      act.mutate(async () => {
        const done = await remove(latest);
        await navigate('/definitions');
        return done;
      });
    }
  };

  return (
    <Stack>
      <PageHead
        trail={[{ to: '/definitions', label: 'Workflows' }]}
        title={name}
        badges={<VersionBadges latest={latest} published={published} />}
        about={latest.description || latest.definitionId}
        actions={
          <>
            {published && (
              <Button variant="default" leftSection={<IconPlayerPlay size={16} />} onClick={() => setStarting(true)}>
                Start …
              </Button>
            )}
            <Button component={Link} to={`/definitions/${id}/edit`} leftSection={<IconPencil size={16} />}>
              {editable ? 'Edit' : 'Look at it'}
            </Button>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" px="xs" aria-label="More">
                  <IconDots size={16} />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item component={Link} to={`/processes?definition=${id}`}>
                  Its processes
                </Menu.Item>
                <Menu.Item onClick={() => save(latest)}>Export</Menu.Item>
                {editable && !latest.isPublished && <Menu.Item onClick={() => act.mutate(() => publish(latest))}>Publish version {latest.version}</Menu.Item>}
                {editable && published && <Menu.Item onClick={() => void onRetract(published)}>Retract …</Menu.Item>}
                {editable && (
                  <Menu.Item color="red" onClick={() => void onDelete()}>
                    Delete …
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      <Card withBorder padding={0}>
        <Table.ScrollContainer minWidth={520}>
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Version</Table.Th>
                <Table.Th>Made</Table.Th>
                <Table.Th ta="right">Actions</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td>
                    <Group gap="xs">
                      <Text fw={500}>{row.version}</Text>
                      {row.isPublished && (
                        <Badge color="teal" variant="light" radius="sm" tt="none">
                          Published
                        </Badge>
                      )}
                      {row.isLatest && !row.isPublished && (
                        <Badge color="yellow" variant="light" radius="sm" tt="none">
                          Draft
                        </Badge>
                      )}
                    </Group>
                  </Table.Td>
                  <Table.Td>
                    <When at={row.createdAt} />
                  </Table.Td>
                  <Table.Td>
                    <Group gap={4} justify="flex-end" wrap="nowrap">
                      {editable && !row.isLatest && (
                        <Button size="compact-sm" variant="subtle" onClick={() => void onRevert(row)}>
                          Go back to it
                        </Button>
                      )}
                      <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconDownload size={14} />} onClick={() => save(row)}>
                        Export
                      </Button>
                      {editable && !row.isPublished && rows.length > 1 && (
                        <Button size="compact-sm" variant="subtle" color="red" onClick={() => void onDeleteVersion(row)}>
                          Delete
                        </Button>
                      )}
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Card>
      <StartDialog definitionId={starting ? id : null} onClose={() => setStarting(false)} />
      {dialog}
    </Stack>
  );
}
