import { Alert, Button, Code, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Problem } from '../api/client';

/** What the server said is wrong, field by field, with the number to quote. */
export function ProblemAlert({ error, retry }: { error: unknown; retry?: () => void }) {
  if (!error) {
    return null;
  }

  const problem = error instanceof Problem ? error : null;
  const fields = Object.entries(problem?.errors ?? {});
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={problem?.message ?? 'Something went wrong in the console.'} role="alert">
      {fields.length > 0 && (
        <List size="sm">
          {fields.map(([field, messages]) => (
            <List.Item key={field}>
              <Code>{field}</Code> {messages.join(' ')}
            </List.Item>
          ))}
        </List>
      )}
      {!problem && <Text size="sm">{String(error)}</Text>}
      {problem?.traceId && (
        <Text size="xs" c="dimmed" mt={4}>
          {problem.code} · trace {problem.traceId}
        </Text>
      )}
      {retry && (
        <Button size="xs" variant="light" color="red" mt="xs" onClick={retry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
