import { Anchor, Button, Grid, Loader, Stack } from '@mantine/core';
import { IconSitemap } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { get, post } from '../../api/client';
import { useSession } from '../../api/session';
import type { ProcessDetail } from '../../api/types';
import { useConfirm } from '../../parts/Confirm';
import { PageHead } from '../../parts/PageHead';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { useAct } from '../../parts/useAct';
import { When } from '../../parts/When';
import { Word } from '../../parts/Word';
import { useWarmStudio } from '../../studio/StudioScreen';
import { History } from './History';
import { Incidents } from './Incidents';
import { ProcessMails } from './ProcessMails';
import { recordOf } from './record';
import { Variables } from './Variables';
import { Waits } from './Waits';

/** One process: what happened, where it waits and for whom, and what can be decided about it. */
export function ProcessPage() {
  const { id = '' } = useParams();
  const { user } = useSession();
  const [ask, dialog] = useConfirm();
  useWarmStudio();
  const process = useQuery({ queryKey: ['process', id], queryFn: () => get<ProcessDetail>(`/api/processes/${id}/`), refetchInterval: 5000 });
  const cancel = useAct(async () => {
    await post(`/api/processes/${id}/cancel/`, { reason: `cancelled by ${user?.name}` });
    return 'The process was cancelled.';
  });
  if (process.error && !process.data) {
    return <ProblemAlert error={process.error} retry={() => void process.refetch()} />;
  }

  if (!process.data) {
    return <Loader aria-label="Loading" />;
  }

  const row = process.data;
  const mayAct = user?.role === 'manager' || user?.role === 'admin';
  const record = recordOf(row.correlation_id);
  const onCancel = async () => {
    if (await ask({ title: 'Cancel this process?', text: 'It stops where it is, and its timers and waits are taken away. It cannot be brought back.', yes: 'Cancel the process', danger: true })) {
      cancel.mutate(undefined);
    }
  };
  return (
    <Stack>
      <PageHead
        trail={[{ to: '/processes', label: 'Processes' }]}
        title={row.name ?? row.definition_id}
        badges={<Word value={row.sub_status} />}
        about={
          <>
            <Anchor component={Link} to={`/definitions/${row.definition_id}`} inherit>
              {row.definition_id}
            </Anchor>{' '}
            version {row.definition_version} · started <When at={row.created_at} />
            {row.next_timer && (
              <>
                {' '}
                · next timer <When at={row.next_timer} />
              </>
            )}
            {record && (
              <>
                {' · '}
                <Anchor component={Link} to={record.to} inherit>
                  {record.label}
                </Anchor>
              </>
            )}
            {!record && row.correlation_id && ` · ${row.correlation_id}`}
          </>
        }
        actions={
          <>
            <Button component={Link} to={`/processes/${id}/diagram`} variant="default" leftSection={<IconSitemap size={16} />}>
              In the diagram
            </Button>
            {row.status === 'running' && mayAct && (
              <Button variant="default" c="red" onClick={() => void onCancel()} loading={cancel.isPending}>
                Cancel …
              </Button>
            )}
          </>
        }
      />
      <Incidents row={row} mayAct={mayAct} />
      <Grid>
        <Grid.Col span={{ base: 12, md: 5 }} order={{ base: 1, md: 2 }}>
          <Stack>
            <Waits row={row} />
            <ProcessMails id={id} />
            <Variables row={row} mayAct={mayAct && row.status === 'running'} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }} order={{ base: 2, md: 1 }}>
          <History id={id} running={row.status === 'running'} />
        </Grid.Col>
      </Grid>
      {dialog}
    </Stack>
  );
}
