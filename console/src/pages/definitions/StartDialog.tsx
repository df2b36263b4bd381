import { Button, Checkbox, Group, JsonInput, Modal, NumberInput, Skeleton, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { get, post } from '../../api/client';
import { type ArgumentDefinition, type Definition, latestPath } from '../../api/elsa';
import { ProblemAlert } from '../../parts/ProblemAlert';

interface Started {
  instance_id: string;
}

/** Starts the published version, with a field for each of its inputs. */
export function StartDialog({ definitionId, onClose }: { definitionId: string | null; onClose: () => void }) {
  return (
    <Modal opened={definitionId !== null} onClose={onClose} title="Start a process" centered>
      {definitionId && <StartForm key={definitionId} definitionId={definitionId} onClose={onClose} />}
    </Modal>
  );
}

function StartForm({ definitionId, onClose }: { definitionId: string; onClose: () => void }) {
  const [values, setValues] = useState<Record<string, string>>({});
  const [correlation, setCorrelation] = useState('');
  const navigate = useNavigate();
  const definition = useQuery({ queryKey: ['definitions', definitionId, 'latest'], queryFn: () => get<Definition>(latestPath(definitionId)) });
  const started = useMutation({
    mutationFn: () =>
      post<Started>(`/api/processes/${encodeURIComponent(definitionId)}/start`, {
        correlation_id: correlation.trim() || null,
        input: Object.fromEntries((definition.data?.inputs ?? []).filter((input) => values[input.name]).map((input) => [input.name, valueOf(input, values[input.name]!)])),
      }),
    onSuccess: ({ instance_id }) => navigate(`/processes/${instance_id}`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    started.mutate();
  };
  if (!definition.data) {
    return definition.error ? <ProblemAlert error={definition.error} /> : <Skeleton h={120} />;
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <ProblemAlert error={started.error} />
        {definition.data.inputs.length === 0 && (
          <Text size="sm" c="dimmed">
            This workflow asks for no input.
          </Text>
        )}
        {definition.data.inputs.map((input) => (
          <InputField key={input.name} input={input} value={values[input.name] ?? ''} onChange={(value) => setValues((before) => ({ ...before, [input.name]: value }))} />
        ))}
        <TextInput label="Correlation id" description="What it is about, such as ticket:4711; may stay empty." value={correlation} onChange={(e) => setCorrelation(e.currentTarget.value)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={started.isPending}>
            Start
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const WHOLE = /^(Int|UInt|Byte|Short|Long)/i;
const NUMBER = /^(Double|Single|Decimal|Float)/i;
const TEXT = /^(String|Guid|Date|Time|Uri)/i;

const isNumber = (type: string) => WHOLE.test(type) || NUMBER.test(type);

/** What was typed, as the JSON that the input's type wants. */
export function valueOf(input: ArgumentDefinition, typed: string): unknown {
  if (!input.isArray && TEXT.test(input.type)) {
    return typed;
  }

  try {
    return JSON.parse(typed);
  } catch {
    return typed;
  }
}

export function InputField({ input, value, onChange }: { input: ArgumentDefinition; value: string; onChange: (value: string) => void }) {
  const label = input.displayName || input.name;
  const about = { label, description: input.description || undefined };
  if (!input.isArray && /^bool/i.test(input.type)) {
    return <Checkbox {...about} checked={value === 'true'} onChange={(e) => onChange(String(e.currentTarget.checked))} />;
  }

  if (!input.isArray && isNumber(input.type)) {
    return <NumberInput {...about} value={value} allowDecimal={!WHOLE.test(input.type)} onChange={(typed) => onChange(String(typed))} />;
  }

  if (!input.isArray && TEXT.test(input.type)) {
    return input.uiHint === 'multiline' ? (
      <Textarea {...about} autosize value={value} onChange={(e) => onChange(e.currentTarget.value)} />
    ) : (
      <TextInput {...about} value={value} onChange={(e) => onChange(e.currentTarget.value)} />
    );
  }

  return <JsonInput {...about} autosize minRows={2} formatOnBlur validationError="This is not JSON." value={value} onChange={onChange} />;
}
