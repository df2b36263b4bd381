import { Button, Card, Code, Group, JsonInput, Modal, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { post } from '../../api/client';
import type { ProcessDetail } from '../../api/types';
import { useAct } from '../../parts/useAct';

/** The variables; managers of a running process may change one. */
export function Variables({ row, mayAct }: { row: ProcessDetail; mayAct: boolean }) {
  const [editing, setEditing] = useState<string | null>(null);
  const names = Object.keys(row.variables).sort();
  return (
    <Card withBorder>
      <Title order={4} mb="sm">
        Variables
      </Title>
      {names.length === 0 ? (
        <Text size="sm" c="dimmed">
          None.
        </Text>
      ) : (
        <Table verticalSpacing={4} horizontalSpacing={4} layout="fixed">
          <Table.Tbody>
            {names.map((name) => (
              <Table.Tr key={name}>
                <Table.Td w="38%">
                  <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                    {name}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Code style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{shown(row.variables[name])}</Code>
                </Table.Td>
                {mayAct && (
                  <Table.Td w={64} ta="right">
                    <Button size="compact-xs" variant="subtle" onClick={() => setEditing(name)} aria-label={`Change ${name}`}>
                      Change
                    </Button>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Modal opened={editing !== null} onClose={() => setEditing(null)} title={`Change ${editing ?? ''}`} centered>
        {editing !== null && <Edit key={editing} process={row.id} name={editing} value={row.variables[editing]} onClose={() => setEditing(null)} />}
      </Modal>
    </Card>
  );
}

const shown = (value: unknown) => (typeof value === 'string' && value !== '' ? value : JSON.stringify(value, null, 1));

function Edit({ process, name, value, onClose }: { process: string; name: string; value: unknown; onClose: () => void }) {
  const [text, setText] = useState(JSON.stringify(value, null, 2));
  const [reason, setReason] = useState('');
  const parsed = parse(text);
  const change = useAct(async () => {
    await post(`/api/processes/${process}/variables/`, { variables: { [name]: parsed.value }, reason: reason.trim() || null });
    onClose();
    return `${name} was changed.`;
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(undefined);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <JsonInput label="Value" description="As JSON: text in quotes." autosize minRows={2} maxRows={16} value={text} onChange={setText} error={parsed.ok ? null : 'This is not JSON.'} data-autofocus />
        <TextInput label="Why" description="Kept in the journal." maxLength={500} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending} disabled={!parsed.ok}>
            Change
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function parse(text: string): { ok: boolean; value?: unknown } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}
