import { Text, Tooltip } from '@mantine/core';
import { moment, relative } from './words';

interface Props {
  at: string | null | undefined;
  empty?: string;
  /** Takes the size of the text around it. */
  inherit?: boolean;
}

export function When({ at, empty = '—', inherit }: Props) {
  return at ? (
    <Tooltip label={moment(at)} events={{ hover: true, focus: true, touch: true }}>
      <Text component="time" dateTime={at} size="sm" inherit={inherit} tabIndex={0} style={{ whiteSpace: 'nowrap' }}>
        {relative(at)}
      </Text>
    </Tooltip>
  ) : (
    <Text size="sm" c="dimmed">
      {empty}
    </Text>
  );
}
