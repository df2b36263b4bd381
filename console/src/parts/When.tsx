import { Text, Tooltip } from '@mantine/core';
import { moment, relative } from './words';

export function When({ at, empty = '—' }: { at: string | null | undefined; empty?: string }) {
  return at ? (
    <Tooltip label={moment(at)} events={{ hover: true, focus: true, touch: true }}>
      <Text component="time" dateTime={at} size="sm" tabIndex={0} style={{ whiteSpace: 'nowrap' }}>
        {relative(at)}
      </Text>
    </Tooltip>
  ) : (
    <Text size="sm" c="dimmed">
      {empty}
    </Text>
  );
}
