import { Box, Code, Group, SegmentedControl, Table, Tabs, Text } from '@mantine/core';
import { useState } from 'react';
import type { Preview } from './types';

/** The mail as its reader gets it. While there are problems, the last good one stays, greyed. */
export function PreviewPane({ preview, stale }: { preview: Preview | null; stale: boolean }) {
  const [width, setWidth] = useState('desktop');
  if (!preview) {
    return (
      <Text size="sm" c="dimmed" py="xl" ta="center">
        The preview appears when the problems are mended.
      </Text>
    );
  }

  return (
    <Box style={{ opacity: stale ? 0.5 : 1 }} aria-busy={stale}>
      <Text size="xs" c="dimmed">
        Subject
      </Text>
      <Text fw={600} mb="xs" style={{ overflowWrap: 'anywhere' }} data-testid="preview-subject">
        {preview.subject}
      </Text>
      <Tabs defaultValue="html" keepMounted={false}>
        <Group justify="space-between" gap="xs" mb="xs">
          <Tabs.List>
            <Tabs.Tab value="html">HTML</Tabs.Tab>
            <Tabs.Tab value="text">Text</Tabs.Tab>
            <Tabs.Tab value="headers">Headers</Tabs.Tab>
          </Tabs.List>
          <SegmentedControl
            size="xs"
            aria-label="Width of the preview"
            value={width}
            onChange={setWidth}
            data={[{ value: 'desktop', label: 'Desktop' }, { value: 'phone', label: 'Phone' }]}
          />
        </Group>
        <Tabs.Panel value="html">
          <Box style={{ background: 'var(--mantine-color-default-hover)', borderRadius: 8, padding: width === 'phone' ? 8 : 0, overflowX: 'auto' }}>
            <iframe
              title="Preview of the mail"
              sandbox=""
              srcDoc={preview.html ?? ''}
              style={{ display: 'block', margin: '0 auto', width: width === 'phone' ? 360 : '100%', maxWidth: '100%', height: 560, border: '1px solid var(--mantine-color-default-border)', borderRadius: 8, background: '#fff' }}
            />
          </Box>
        </Tabs.Panel>
        <Tabs.Panel value="text">
          <Box maw={width === 'phone' ? 360 : undefined} mx="auto">
            <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {preview.text}
            </Code>
          </Box>
        </Tabs.Panel>
        <Tabs.Panel value="headers">
          <Table withRowBorders={false} verticalSpacing={2}>
            <Table.Tbody>
              {preview.headers.map((header) => (
                <Table.Tr key={header.name}>
                  <Table.Td w={150} style={{ verticalAlign: 'top' }}>
                    <Text size="xs" c="dimmed">
                      {header.name}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Text size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                      {header.value}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Tabs.Panel>
      </Tabs>
    </Box>
  );
}
