import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { Button, Drawer, Group, Loader, Radio, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { get } from '../../api/client';
import type { Page } from '../../api/types';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { moment } from '../../parts/words';
import { look } from './CodeEditor';
import type { Part, TemplateDetail, TemplateVersion, Wording } from './types';

const CHANGES = { edit: 'Edited', restore: 'Restored', reset: 'Back to the shipped wording' };

function Difference({ before, after }: { before: string; after: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const view = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: after,
        extensions: [
          unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: { margin: 3 } }),
          EditorView.lineWrapping,
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({ 'aria-label': 'Difference' }),
          look,
        ],
      }),
    });
    return () => view.destroy();
  }, [before, after]);
  return before === after ? (
    <Text size="sm" c="dimmed">
      No difference in this part.
    </Text>
  ) : (
    <div ref={host} />
  );
}

interface Props {
  opened: boolean;
  onClose: () => void;
  template: TemplateDetail;
  canRestore: boolean;
  onRestore: (version: number) => void;
}

/** Every wording there was, against the one in use. */
export function History({ opened, onClose, template, canRestore, onRestore }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [part, setPart] = useState<Part>('html');
  const path = `/api/templates/${template.key}/versions/?page_size=100`;
  const versions = useQuery({ queryKey: [path, template.version], queryFn: () => get<Page<TemplateVersion>>(path), enabled: opened });
  const rows = versions.data?.results ?? [];
  const row = rows.find((version) => String(version.version) === chosen);
  const other: Wording | null = chosen === 'shipped' ? template.shipped : (row?.content ?? null);
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size="xl" title="History">
      <Stack>
        <ProblemAlert error={versions.error} />
        {versions.isPending && <Loader aria-label="Loading" />}
        {versions.data && rows.length === 0 && (
          <Text size="sm" c="dimmed">
            Nobody has changed this template yet.
          </Text>
        )}
        <Radio.Group value={chosen} onChange={setChosen} aria-label="Version to compare with the one in use">
          <Stack gap="xs">
            {rows.map((version) => (
              <Radio
                key={version.version}
                value={String(version.version)}
                label={`Version ${version.version}${version.version === template.version && template.origin !== 'shipped' ? ', in use' : ''}`}
                description={`${CHANGES[version.change]}${version.restored_version ? ` version ${version.restored_version}` : ''} by ${version.changed_by}, ${moment(version.created_at)}`}
              />
            ))}
            {template.shipped && <Radio value="shipped" label="As shipped" description={template.origin === 'shipped' ? 'In use' : 'What the release says'} />}
          </Stack>
        </Radio.Group>
        {other && (
          <>
            <Group justify="space-between">
              <SegmentedControl
                size="xs"
                aria-label="Part to compare"
                value={part}
                onChange={(value) => setPart(value as Part)}
                data={[{ value: 'html', label: 'HTML' }, { value: 'text', label: 'Text' }, { value: 'subject', label: 'Subject' }]}
              />
              {row && canRestore && (row.version !== template.version || template.origin === 'shipped') && (
                <Button size="xs" onClick={() => onRestore(row.version)}>
                  Restore version {row.version}
                </Button>
              )}
            </Group>
            <Text size="xs" c="dimmed">
              Red: only there. Green: only in the wording in use.
            </Text>
            <Difference before={other[part] ?? ''} after={template[part] ?? ''} />
          </>
        )}
      </Stack>
    </Drawer>
  );
}
