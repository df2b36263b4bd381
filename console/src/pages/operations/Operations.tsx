import { Stack, Tabs } from '@mantine/core';
import { useNavigate, useParams } from 'react-router';
import { useSession } from '../../api/session';
import { PageHead } from '../../parts/PageHead';
import { IncidentList } from './IncidentList';
import { Schedules } from './Schedules';
import { SelfCheckPanel } from './SelfCheckPanel';

/** What needs somebody, what might be wrong, and what the clock will do. */
export function Operations() {
  const { tab = 'incidents' } = useParams();
  const { user } = useSession();
  const navigate = useNavigate();
  const manages = user?.role === 'manager' || user?.role === 'admin';
  return (
    <Stack>
      <PageHead title="Operations" about="Faults that wait for a decision, the system's check of itself, and everything that runs by the clock." />
      <Tabs value={tab} onChange={(next) => void navigate(`/operations/${next}`)} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="incidents">Incidents</Tabs.Tab>
          {manages && <Tabs.Tab value="self-check">Self-check</Tabs.Tab>}
          <Tabs.Tab value="schedules">Schedules</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="incidents">
          <IncidentList mayAct={manages} />
        </Tabs.Panel>
        {manages && (
          <Tabs.Panel value="self-check">
            <SelfCheckPanel />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="schedules">
          <Schedules />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
