import { Box, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core';
import type { Schema } from './types';

interface Variable {
  path: string;
  type: string;
  description: string | undefined;
  snippet: string;
  depth: number;
}

const typesOf = (schema: Schema) => (Array.isArray(schema.type) ? schema.type : schema.type ? [schema.type] : []);

function collect(schema: Schema, prefix: string, depth: number, into: Variable[]): Variable[] {
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const path = prefix ? `${prefix}.${name}` : name;
    const types = typesOf(member);
    const single = name.endsWith('s') ? name.slice(0, -1) : 'item';
    const isList = types.includes('array');
    into.push({
      path,
      type: types.map((type) => (type === 'null' ? 'may be empty' : type)).join(', '),
      description: member.description,
      snippet: isList ? `{{ for ${single} in ${path} }}\n\n{{ end }}` : types.includes('object') ? `{{ if ${path} }}\n\n{{ end }}` : `{{ ${path} }}`,
      depth,
    });
    collect(member, path, depth + 1, into);
    if (isList && member.items) {
      collect(member.items, single, depth + 1, into);
    }
  }

  return into;
}

/** What the template may say, from the schema of its model; a click puts it where the cursor is. */
export function Variables({ schema, onInsert, disabled }: { schema: Schema | null; onInsert: (text: string) => void; disabled: boolean }) {
  if (!schema) {
    return (
      <Text size="sm" c="dimmed">
        A layout or partial sees what the mails that use it know. It is checked with each of them.
      </Text>
    );
  }

  const variables = [
    ...collect(schema, '', 0, []),
    { path: 'site.url', type: 'string', description: 'Where people reach this installation.', snippet: '{{ site.url }}', depth: 0 },
    { path: 'site.name', type: 'string', description: 'Name of this installation.', snippet: '{{ site.name }}', depth: 0 },
  ];
  return (
    <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: 'none', overflowY: 'auto' }} mah={420}>
      {variables.map((variable) => (
        <li key={`${variable.depth}:${variable.path}`}>
          <Tooltip label={variable.description ?? variable.type} openDelay={400} events={{ hover: true, focus: true, touch: false }} position="left">
            <UnstyledButton disabled={disabled} onClick={() => onInsert(variable.snippet)} w="100%" py={3} px={6} pl={6 + variable.depth * 14} aria-label={`Insert ${variable.path}`}>
              <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                {variable.path}{' '}
                <Box component="span" c="dimmed" fz="xs" ff="text">
                  {variable.type}
                </Box>
              </Text>
            </UnstyledButton>
          </Tooltip>
        </li>
      ))}
    </Stack>
  );
}
