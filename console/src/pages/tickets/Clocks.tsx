import { Accordion, Alert, Card, Group, List, Progress, Stack, Text, Timeline, Title } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/client';
import type { Clock, SlaExplanation } from '../../api/types';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { Word } from '../../parts/Word';
import { colourOf, duration, moment, seconds, sentence } from '../../parts/words';

function Arithmetic({ clock }: { clock: Clock }) {
  return (
    <Stack gap="sm">
      <Text size="sm">
        {duration(clock.target)} promised − {duration(clock.used)} used = <b>{duration(clock.remaining)}</b> left.
        {seconds(clock.carried_over) > 0 && ` ${duration(clock.carried_over)} of it were used in an earlier cycle.`}
      </Text>
      <Timeline bulletSize={20} lineWidth={2} active={clock.segments.length}>
        {clock.segments.map((part) => (
          <Timeline.Item
            key={part.from}
            title={`${sentence(part.began)}${part.reason ? `: ${sentence(part.reason)}` : ''}`}
            color={part.running ? 'blue' : 'gray'}
            bullet={part.running ? <IconPlayerPlay size={12} /> : <IconPlayerPause size={12} />}
          >
            <Text size="xs" c="dimmed">
              {moment(part.from)} to {moment(part.to)}
            </Text>
            <Text size="sm">
              {part.running ? `+ ${duration(part.used)} of business time in ${part.calendar} = ${duration(part.used_so_far)}` : `Standing still at ${duration(part.used_so_far)}`}
            </Text>
            {part.open.length > 0 && (
              <List size="xs" c="dimmed">
                {part.open.slice(0, 6).map((open) => (
                  <List.Item key={open.start}>
                    open {moment(open.start)} – {moment(open.end)}
                  </List.Item>
                ))}
                {part.open.length > 6 && <List.Item>and {part.open.length - 6} more openings</List.Item>}
              </List>
            )}
          </Timeline.Item>
        ))}
      </Timeline>
      {!clock.adds_up && <Alert color="red">The log does not add up to the clock's row. Please report this.</Alert>}
    </Stack>
  );
}

/** Every clock with the arithmetic that a person can check by hand. */
export function Clocks({ ticketId }: { ticketId: string }) {
  const sla = useQuery({
    queryKey: ['sla', ticketId],
    queryFn: () => get<SlaExplanation>(`/api/support/tickets/${ticketId}/sla/`),
    refetchInterval: 10000,
  });
  return (
    <Card withBorder>
      <Title order={4} mb="xs">
        Service level
      </Title>
      <ProblemAlert error={sla.error} />
      {sla.data?.clocks.length === 0 && (
        <Text size="sm" c="dimmed">
          No promise: no policy fits this ticket.
        </Text>
      )}
      <Accordion variant="separated" multiple>
        {sla.data?.clocks.map((clock) => {
          const share = Math.min(100, (100 * seconds(clock.used)) / Math.max(1, seconds(clock.target)));
          return (
            <Accordion.Item key={clock.clock_id} value={clock.clock_id}>
              <Accordion.Control>
                <Group justify="space-between" wrap="nowrap">
                  <Text size="sm" fw={500}>
                    {sentence(clock.kind)}
                    {clock.cycle > 1 ? ` (${clock.cycle})` : ''}
                  </Text>
                  <Word value={clock.breached && clock.state === 'running' ? 'breached' : clock.state} />
                </Group>
                <Progress value={share} color={clock.breached ? 'red' : colourOf(clock.state)} size="sm" mt={6} aria-label={`${Math.round(share)} percent used`} />
                <Text size="xs" c="dimmed" mt={4}>
                  {duration(clock.used)} of {duration(clock.target)}
                  {clock.due_at ? ` · due ${moment(clock.due_at)}` : ''}
                </Text>
              </Accordion.Control>
              <Accordion.Panel>
                <Arithmetic clock={clock} />
              </Accordion.Panel>
            </Accordion.Item>
          );
        })}
      </Accordion>
    </Card>
  );
}
