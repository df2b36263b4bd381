import { Anchor, Group, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useStudio } from '../../studio/StudioScreen';

/** Elsa Studio's own lists, for people who know them. */
export function StudioList({ screen }: { screen: 'definitions' | 'instances' }) {
  useStudio(screen);
  const [to, back] = screen === 'definitions' ? ['/definitions', 'Workflows'] : ['/processes', 'Processes'];
  return (
    <Group gap="sm" px="md" py={6}>
      <Anchor component={Link} to={to!} size="sm" aria-label={`Back to ${back}`} display="flex">
        <IconArrowLeft size={18} />
      </Anchor>
      <Text fw={600} component="h1" fz="md" m={0}>
        {back} in Elsa Studio
      </Text>
    </Group>
  );
}
