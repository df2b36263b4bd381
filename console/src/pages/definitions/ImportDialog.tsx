import { Anchor, Button, FileInput, Group, List, Modal, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconFileImport } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { importFiles } from './actions';

export function ImportDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [files, setFiles] = useState<File[]>([]);
  const cache = useQueryClient();
  const done = useMutation({ mutationFn: () => importFiles(files), onSuccess: () => cache.invalidateQueries({ queryKey: ['definitions'] }) });
  const close = () => {
    setFiles([]);
    done.reset();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title="Import workflows" centered>
      <Stack>
        <Text size="sm" c="dimmed">
          Files as Elsa Studio or this console exports them. Each becomes a draft; nothing is published by an import.
        </Text>
        <FileInput label="Files" placeholder="Choose .json files" multiple accept="application/json,.json" clearable leftSection={<IconFileImport size={16} />} value={files} onChange={(chosen) => { setFiles(chosen); done.reset(); }} />
        {done.data && (
          <List spacing="xs" center role="status">
            {done.data.map((result) => (
              <List.Item
                key={result.file}
                icon={
                  <ThemeIcon size={22} radius="xl" color={result.error ? 'red' : 'teal'} variant="light">
                    {result.error ? <IconAlertTriangle size={14} /> : <IconCheck size={14} />}
                  </ThemeIcon>
                }
              >
                <Text size="sm">
                  {result.file}:{' '}
                  {result.definition ? (
                    <Anchor component={Link} to={`/definitions/${result.definition.definitionId}`}>
                      {result.definition.name ?? result.definition.definitionId}, version {result.definition.version}
                    </Anchor>
                  ) : (
                    result.error
                  )}
                </Text>
              </List.Item>
            ))}
          </List>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {done.data ? 'Done' : 'Cancel'}
          </Button>
          {!done.data && (
            <Button onClick={() => done.mutate()} loading={done.isPending} disabled={files.length === 0}>
              Import
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
