import { ActionIcon, AppShell, Box, Burger, Group, Menu, NavLink, Text, Title, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconActivityHeartbeat, IconLogout, IconMail, IconMoon, IconRoute, IconSitemap, IconSun, IconTemplate, IconTicket, IconUserCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import { useSession } from '../api/session';
import { StudioProvider, useDock } from '../studio/StudioDock';

const PLACES = [
  { to: '/tickets', label: 'Tickets', icon: IconTicket, staff: false },
  { to: '/definitions', label: 'Workflows', icon: IconSitemap, staff: true },
  { to: '/processes', label: 'Processes', icon: IconRoute, staff: true },
  { to: '/mails', label: 'Mails', icon: IconMail, staff: true },
  { to: '/templates', label: 'Templates', icon: IconTemplate, staff: true },
  { to: '/operations', label: 'Operations', icon: IconActivityHeartbeat, staff: true },
];

export function Shell() {
  return <StudioProvider>{(frame) => <Frame studio={frame} />}</StudioProvider>;
}

function Frame({ studio }: { studio: ReactNode }) {
  const { wish } = useDock();
  const { user, signOut } = useSession();
  const [opened, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  // The Studio needs the width: beside it the navigation shows its icons only.
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: wish ? 60 : 220, breakpoint: 'sm', collapsed: { mobile: !opened } }} padding={wish ? 0 : 'md'}>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" />
            <img src="/icon.svg" width={28} height={28} alt="" />
            <Title order={4}>Workflows</Title>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ActionIcon variant="subtle" color="gray" aria-label="Switch between light and dark" onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
              {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
            </ActionIcon>
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" aria-label="Account">
                  <IconUserCircle size={22} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>
                  {user?.name} · {user?.role} · {user?.tenant}
                </Menu.Label>
                <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
                  Sign out
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label="Main">
        {PLACES.filter((place) => !place.staff || user?.role !== 'portal').map(({ to, label, icon: Icon }) => (
          <NavLink
            key={to}
            component={Link}
            to={to}
            aria-label={label}
            title={wish ? label : undefined}
            label={wish ? <Box hiddenFrom="sm">{label}</Box> : label}
            leftSection={<Icon size={18} />}
            active={pathname.startsWith(to)}
            onClick={close}
          />
        ))}
        <Text size="xs" c="dimmed" mt="auto" p="xs" hidden={wish !== null}>
          <a href="/openapi/v1.json" style={{ color: 'inherit' }}>
            API description
          </a>
        </Text>
      </AppShell.Navbar>
      <AppShell.Main display="flex" style={{ flexDirection: 'column' }}>
        <Outlet />
        {studio}
      </AppShell.Main>
    </AppShell>
  );
}
