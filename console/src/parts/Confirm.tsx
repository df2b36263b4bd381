import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useCallback, useRef, useState } from 'react';

export interface Question {
  title: string;
  text: ReactNode;
  yes: string;
  danger?: boolean;
}

/** Asks before something that cannot be taken back: `await ask({...})` is true when the person agreed. */
export function useConfirm(): [ask: (question: Question) => Promise<boolean>, dialog: ReactNode] {
  const [question, setQuestion] = useState<Question | null>(null);
  const [opened, setOpened] = useState(false);
  const answer = useRef<(agreed: boolean) => void>(() => undefined);
  const ask = useCallback((next: Question) => {
    setQuestion(next);
    setOpened(true);
    return new Promise<boolean>((resolve) => {
      answer.current = resolve;
    });
  }, []);
  const close = (agreed: boolean) => {
    setOpened(false);
    answer.current(agreed);
  };
  const dialog = (
    <Modal opened={opened} onClose={() => close(false)} title={question?.title} centered>
      <Stack>
        <Text size="sm" component="div">
          {question?.text}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => close(false)} data-autofocus>
            Keep as it is
          </Button>
          <Button color={question?.danger ? 'red' : undefined} onClick={() => close(true)}>
            {question?.yes}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
  return [ask, dialog];
}
