import { Anchor, Button, Card, Checkbox, Group, Pagination, Select, Skeleton, Stack, Table, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconFileImport, IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { type DefinitionSummary, isEditable } from '../../api/elsa';
import { useSession } from '../../api/session';
import { useConfirm } from '../../parts/Confirm';
import { Empty } from '../../parts/Empty';
import { PageHead } from '../../parts/PageHead';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { useAct } from '../../parts/useAct';
import { useFilters } from '../../parts/useFilters';
import { When } from '../../parts/When';
import { useWarmStudio } from '../../studio/StudioScreen';
import { bulk, exportMany, exportOne, publish, remove, retract } from './actions';
import { ImportDialog } from './ImportDialog';
import { NewWorkflow } from './NewWorkflow';
import { deleteQuestion, retractQuestion } from './questions';
import { type RowAction, RowMenu } from './RowMenu';
import { StartDialog } from './StartDialog';
import { DEFINITIONS_PAGE, type DefinitionRow, useDefinitions } from './useDefinitions';
import { VersionBadges } from './VersionBadges';

export function Definitions() {
  const { user } = useSession();
  const { filters, page, set } = useFilters(['search', 'state'] as const);
  const search = useDebouncedCallback((text: string) => set('search', text || null), 300);
  const list = useDefinitions(filters.search, filters.state, page);
  const [chosen, setChosen] = useState<string[]>([]);
  const [starting, setStarting] = useState<string | null>(null);
  const [creating, create] = useDisclosure();
  const [importing, importer] = useDisclosure();
  const [ask, dialog] = useConfirm();
  const act = useAct((work: () => Promise<string>) => work());
  useWarmStudio();

  const rows = list.data?.rows ?? [];
  const selected = rows.filter((row) => chosen.includes(row.latest.definitionId));
  const may = user?.role === 'manager' || user?.role === 'admin';
  const save = (work: Promise<void>) => work.catch((error: Error) => notifications.show({ message: error.message, color: 'red' }));

  const onAction = async ({ latest, published }: DefinitionRow, action: RowAction) => {
    if (action === 'run') {
      setStarting(latest.definitionId);
    } else if (action === 'export') {
      await save(exportOne(latest));
    } else if (action === 'publish') {
      act.mutate(() => publish(latest));
    } else if (action === 'retract' && published) {
      if (await ask(retractQuestion(latest))) act.mutate(() => retract(published));
    } else if (action === 'delete') {
      if (await ask(deleteQuestion(latest))) act.mutate(() => remove(latest));
    }
  };

  const onBulk = async (action: 'publish' | 'retract' | 'delete') => {
    const ids = selected.map((row) => row.latest.definitionId);
    const verb = { publish: 'Publish', retract: 'Retract', delete: 'Delete' }[action];
    const yes = await ask({ title: `${verb} ${ids.length} workflows?`, text: selected.map((row) => row.latest.name ?? row.latest.definitionId).join(', '), yes: verb, danger: action === 'delete' });
    if (yes) {
      act.mutate(() => bulk(action, ids));
      setChosen([]);
    }
  };

  return (
    <Stack>
      <PageHead
        title="Workflows"
        about="What the firm's processes do. A change counts for new runs once it is published; what runs keeps its version."
        actions={
          may && (
            <>
              <Button variant="default" leftSection={<IconFileImport size={16} />} onClick={importer.open}>
                Import
              </Button>
              <Button leftSection={<IconPlus size={16} />} onClick={create.open}>
                New workflow
              </Button>
            </>
          )
        }
      />
      <Group gap="sm">
        <TextInput aria-label="Search workflows" placeholder="Name or description" leftSection={<IconSearch size={16} />} defaultValue={filters.search ?? ''} onChange={(e) => search(e.currentTarget.value)} />
        <Select aria-label="State" placeholder="Any state" data={[{ value: 'published', label: 'Published' }, { value: 'draft', label: 'Drafts' }]} value={filters.state} onChange={(v) => set('state', v)} clearable w={160} />
        <Anchor component={Link} to="/definitions/studio" size="sm" ml="auto">
          Elsa Studio's own list
        </Anchor>
      </Group>
      {selected.length > 0 && (
        <Card withBorder py="xs" role="region" aria-label="Chosen workflows">
          <Group gap="xs">
            <Text size="sm" fw={500}>
              {selected.length} chosen
            </Text>
            <Button size="compact-sm" variant="light" onClick={() => save(exportMany(selected.map((row) => row.latest.id)))}>
              Export
            </Button>
            {may && (
              <>
                <Button size="compact-sm" variant="light" onClick={() => onBulk('publish')}>
                  Publish
                </Button>
                <Button size="compact-sm" variant="light" onClick={() => onBulk('retract')}>
                  Retract
                </Button>
                <Button size="compact-sm" variant="light" color="red" onClick={() => onBulk('delete')}>
                  Delete
                </Button>
              </>
            )}
            <Button size="compact-sm" variant="subtle" color="gray" ml="auto" onClick={() => setChosen([])}>
              None
            </Button>
          </Group>
        </Card>
      )}
      {list.error ? (
        <ProblemAlert error={list.error} retry={() => void list.refetch()} />
      ) : !list.data ? (
        <Stack gap="xs" aria-busy="true">
          {[1, 2, 3, 4].map((row) => (
            <Skeleton key={row} height={52} />
          ))}
        </Stack>
      ) : (
        <Card withBorder padding={0}>
          {rows.length === 0 ? (
            <Empty title="No workflow fits">{filters.search || filters.state ? 'Try other words or another state.' : 'Make the first one in the designer, or import what another server exported.'}</Empty>
          ) : (
            <Table.ScrollContainer minWidth={640}>
              <Table highlightOnHover verticalSpacing="sm">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th w={40}>
                      <Checkbox aria-label="Choose all" checked={selected.length === rows.length} indeterminate={selected.length > 0 && selected.length < rows.length} onChange={(e) => setChosen(e.currentTarget.checked ? rows.map((row) => row.latest.definitionId) : [])} />
                    </Table.Th>
                    <Table.Th>Workflow</Table.Th>
                    <Table.Th>State</Table.Th>
                    <Table.Th>Changed</Table.Th>
                    <Table.Th w={60} />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map((row) => (
                    <Row key={row.latest.definitionId} row={row} chosen={chosen.includes(row.latest.definitionId)} onChoose={(on) => setChosen((before) => (on ? [...before, row.latest.definitionId] : before.filter((id) => id !== row.latest.definitionId)))} onAction={(action) => void onAction(row, action)} />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )}
          <Group justify="space-between" p="sm">
            <Text size="xs" c="dimmed" role="status">
              {list.data.count} {list.data.count === 1 ? 'workflow' : 'workflows'}
            </Text>
            {list.data.count > DEFINITIONS_PAGE && <Pagination size="sm" total={Math.ceil(list.data.count / DEFINITIONS_PAGE)} value={page} onChange={(p) => set('page', String(p))} />}
          </Group>
        </Card>
      )}
      <NewWorkflow opened={creating} onClose={create.close} />
      <ImportDialog opened={importing} onClose={importer.close} />
      <StartDialog definitionId={starting} onClose={() => setStarting(null)} />
      {dialog}
    </Stack>
  );
}

// What the program brings along has no date of its own.
const changed = ({ createdAt }: DefinitionSummary) => (createdAt.startsWith('1970') ? null : createdAt);

interface RowProps {
  row: DefinitionRow;
  chosen: boolean;
  onChoose: (on: boolean) => void;
  onAction: (action: RowAction) => void;
}

function Row({ row, chosen, onChoose, onAction }: RowProps) {
  const { latest, published } = row;
  const name = latest.name ?? latest.definitionId;
  const to = `/definitions/${latest.definitionId}`;
  return (
    <Table.Tr>
      <Table.Td>
        <Checkbox aria-label={`Choose ${name}`} checked={chosen} onChange={(e) => onChoose(e.currentTarget.checked)} />
      </Table.Td>
      <Table.Td>
        <Anchor component={Link} to={isEditable(latest) ? `${to}/edit` : to} fw={500}>
          {name}
        </Anchor>
        <Text size="xs" c="dimmed" lineClamp={1}>
          {latest.description || latest.definitionId}
        </Text>
      </Table.Td>
      <Table.Td>
        <VersionBadges latest={latest} published={published} />
      </Table.Td>
      <Table.Td>
        <When at={changed(latest)} />
      </Table.Td>
      <Table.Td>
        <RowMenu row={row} onAction={onAction} />
      </Table.Td>
    </Table.Tr>
  );
}
