import { Badge } from '@mantine/core';
import { colourOf, sentence } from './words';

/** A state as a badge; the text carries the meaning, the colour only helps. */
export function Word({ value }: { value: string | null | undefined }) {
  return value ? (
    <Badge color={colourOf(value)} variant="light" radius="sm" tt="none" style={{ flexShrink: 0 }}>
      {sentence(value)}
    </Badge>
  ) : null;
}
