import { Alert, Anchor, Button, Card, Grid, Group, List, Menu, Stack, Tabs, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconArrowBackUp, IconChevronDown, IconDeviceFloppy, IconHistory, IconSend } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { post, tagged } from '../../api/client';
import { useSession } from '../../api/session';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { Word } from '../../parts/Word';
import { CodeEditor, type EditorHandle } from './CodeEditor';
import { History } from './History';
import { LeaveGuard } from './LeaveGuard';
import { PreviewPane } from './PreviewPane';
import { type Part, type Preview, type TemplateDetail, type TemplateProblem, wordingOf } from './types';
import { Variables } from './Variables';

const PARTS: { part: Part; label: string }[] = [
  { part: 'html', label: 'HTML' },
  { part: 'text', label: 'Text' },
  { part: 'subject', label: 'Subject' },
];

export function TemplateEditor({ path, template, tag }: { path: string; template: TemplateDetail; tag: string | null }) {
  const { user } = useSession();
  const cache = useQueryClient();
  const canWrite = user?.role === 'manager' || user?.role === 'admin';
  const [draft, setDraft] = useState(() => wordingOf(template));
  const [part, setPart] = useState<Part>('html');
  const [historyOpened, setHistoryOpened] = useState(false);
  const good = useRef<Preview | null>(null);
  const editor = useRef<EditorHandle>(null);
  const saved = wordingOf(template);
  const changes = Object.fromEntries(PARTS.filter(({ part }) => draft[part] !== saved[part]).map(({ part }) => [part, draft[part]]));
  if (draft.layout !== saved.layout) {
    changes.layout = draft.layout;
  }

  const dirty = Object.keys(changes).length > 0;
  const [settled] = useDebouncedValue(draft, 400);
  const preview = useQuery({
    queryKey: [path, 'preview', settled],
    queryFn: () => post<Preview>(`${path}preview/`, { template: settled }),
    placeholderData: (before) => before,
    staleTime: Infinity,
    gcTime: 0,
  });
  if (preview.data?.html) {
    good.current = preview.data;
  }

  const problems = preview.data?.problems ?? template.problems;
  const of = (name: string) => problems.filter((problem) => problem.part === name && problem.template === template.key);
  const elsewhere = problems.filter((problem) => problem.line === 0 || problem.template !== template.key);

  const done = async (message: string) => {
    notifications.show({ message, color: 'teal' });
    await cache.invalidateQueries();
  };
  const failed = (error: Error) => notifications.show({ message: error.message, color: 'red' });
  const save = useMutation({
    mutationFn: () => tagged<TemplateDetail>('PATCH', path, changes, tag),
    onSuccess: () => done('Saved. The next mail uses it.'),
    onError: failed,
  });
  const restore = useMutation({
    mutationFn: (version: number) => tagged<TemplateDetail>('POST', `${path}restore/`, { version }, tag),
    onSuccess: (_, version) => done(`Version ${version} is in use again.`),
    onError: failed,
  });
  const reset = useMutation({
    mutationFn: () => tagged<TemplateDetail>('POST', `${path}reset/`, {}, tag),
    onSuccess: () => done('The shipped wording is in use again. Yours is in the history.'),
    onError: failed,
  });
  const test = useMutation({
    mutationFn: () => post<{ to: string }>(`${path}test/`, { template: draft }),
    onSuccess: ({ to }) => notifications.show({ message: `A test mail goes to ${to}.`, color: 'teal' }),
    onError: failed,
  });
  const canSave = canWrite && dirty && problems.length === 0 && !save.isPending;
  useHotkeys([['mod+S', () => canSave && save.mutate()]], [], true);

  const goTo = (problem: TemplateProblem) => {
    setPart(problem.part as Part);
    // The part's editor is there after the next paint.
    requestAnimationFrame(() => editor.current?.goTo(problem.line, problem.column));
  };

  return (
    <Stack>
      <LeaveGuard dirty={dirty && !save.isSuccess} />
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="sm">
            <Title order={2}>{template.key.split('/')[1]}</Title>
            <Word value={template.origin} />
            {dirty && (
              <Text size="sm" c="orange" role="status">
                unsaved changes
              </Text>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {template.description}
          </Text>
        </div>
        <Group gap="xs">
          <Button size="xs" variant="default" leftSection={<IconHistory size={16} />} onClick={() => setHistoryOpened(true)}>
            History
          </Button>
          {canWrite && (
            <>
              <Button size="xs" variant="default" leftSection={<IconSend size={16} />} loading={test.isPending} disabled={problems.length > 0} onClick={() => test.mutate()}>
                Send me a test
              </Button>
              <Menu position="bottom-end">
                <Menu.Target>
                  <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} />}>
                    Take back
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item disabled={!dirty} leftSection={<IconArrowBackUp size={16} />} onClick={() => setDraft(saved)}>
                    Unsaved changes
                  </Menu.Item>
                  <Menu.Item disabled={template.origin !== 'overridden'} leftSection={<IconArrowBackUp size={16} />} onClick={() => reset.mutate()}>
                    To the shipped wording
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
              <Button size="xs" leftSection={<IconDeviceFloppy size={16} />} disabled={!canSave} loading={save.isPending} onClick={() => save.mutate()}>
                Save
              </Button>
            </>
          )}
        </Group>
      </Group>
      {save.error && <ProblemAlert error={save.error} />}
      {preview.error && <ProblemAlert error={preview.error} retry={() => void preview.refetch()} />}
      {problems.length > 0 && (
        <Alert color="red" icon={<IconAlertTriangle />} title={problems.length === 1 ? 'One problem keeps this from being saved' : `${problems.length} problems keep this from being saved`} role="alert">
          <List size="sm">
            {problems.map((problem) => (
              <List.Item key={`${problem.template}${problem.part}${problem.line}:${problem.column}${problem.message}`}>
                {elsewhere.includes(problem) ? (
                  `${problem.template === template.key ? '' : `${problem.template}, `}${problem.part}: ${problem.message}`
                ) : (
                  <>
                    <Anchor component="button" size="sm" onClick={() => goTo(problem)}>
                      {problem.part}, line {problem.line}, column {problem.column}
                    </Anchor>
                    : {problem.message}
                  </>
                )}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack>
            <Tabs value={part} onChange={(value) => setPart(value as Part)} keepMounted={false}>
              <Tabs.List>
                {PARTS.filter(({ part }) => part !== 'subject' || !template.is_part).map(({ part, label }) => (
                  <Tabs.Tab key={part} value={part} color={of(part).length > 0 ? 'red' : undefined} rightSection={of(part).length > 0 ? <IconAlertTriangle size={14} color="var(--mantine-color-red-6)" /> : null}>
                    {label}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              {PARTS.map(({ part, label }) => (
                <Tabs.Panel key={part} value={part} pt="sm">
                  <CodeEditor
                    ref={editor}
                    label={`${label} of the template`}
                    language={part === 'html' ? 'html' : 'text'}
                    singleLine={part === 'subject'}
                    readOnly={!canWrite}
                    value={draft[part] ?? ''}
                    problems={of(part)}
                    onChange={(value) => setDraft((before) => ({ ...before, [part]: value === '' && template.is_part ? null : value }))}
                  />
                </Tabs.Panel>
              ))}
            </Tabs>
            {!template.is_part && (
              <TextInput
                size="xs"
                label="Layout"
                description="The frame around both parts; it writes the mail as content."
                value={draft.layout ?? ''}
                readOnly={!canWrite}
                onChange={(event) => {
                  const layout = event.currentTarget.value || null;
                  setDraft((before) => ({ ...before, layout }));
                }}
              />
            )}
            <Card withBorder p="sm">
              <Text fw={600} size="sm" mb={4}>
                Variables
              </Text>
              <Variables schema={template.schema} disabled={!canWrite} onInsert={(text) => editor.current?.insert(part === 'subject' ? text.replaceAll('\n', '') : text)} />
            </Card>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Card withBorder p="sm" pos="sticky" top={72}>
            <PreviewPane preview={good.current} stale={preview.isFetching || problems.length > 0} />
          </Card>
        </Grid.Col>
      </Grid>
      <History opened={historyOpened} onClose={() => setHistoryOpened(false)} template={template} canRestore={canWrite} onRestore={(version) => { setHistoryOpened(false); restore.mutate(version); }} />
    </Stack>
  );
}
