import { Button, Center, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useSession } from '../api/session';
import { ProblemAlert } from '../parts/ProblemAlert';

export function ChangePassword() {
  const { changePassword, signOut, user } = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({ mutationFn: () => changePassword(current, next) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder shadow="sm" p="xl" w={420} maw="100%">
        <form onSubmit={submit}>
          <Stack>
            <div>
              <Title order={2}>Choose a password</Title>
              <Text size="sm" c="dimmed">
                {user?.name}, you signed in with a one-time password. Replace it to go on: at least 12 characters.
              </Text>
            </div>
            <ProblemAlert error={change.error} />
            <PasswordInput label="One-time password" name="current" autoComplete="current-password" required autoFocus value={current} onChange={(e) => setCurrent(e.currentTarget.value)} />
            <PasswordInput label="New password" name="new" autoComplete="new-password" minLength={12} required value={next} onChange={(e) => setNext(e.currentTarget.value)} />
            <Button type="submit" loading={change.isPending}>
              Change password
            </Button>
            <Button variant="subtle" color="gray" onClick={signOut}>
              Sign out
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
