import { Anchor, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface Props {
  title: ReactNode;
  /** Where the page belongs, outermost first. */
  trail?: { to: string; label: string }[];
  /** States beside the title. */
  badges?: ReactNode;
  /** One line below it. */
  about?: ReactNode;
  actions?: ReactNode;
}

export function PageHead({ title, trail, badges, about, actions }: Props) {
  return (
    <Stack gap={4}>
      {trail && (
        <Breadcrumbs separatorMargin={6}>
          {trail.map(({ to, label }) => (
            <Anchor key={to} component={Link} to={to} size="sm">
              {label}
            </Anchor>
          ))}
        </Breadcrumbs>
      )}
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <Title order={2} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          {badges}
        </Group>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {about && (
        <Text size="sm" c="dimmed" component="div">
          {about}
        </Text>
      )}
    </Stack>
  );
}
