import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';

/** A change with its two endings told: what was done, or why not. Everything on the screen is read again afterwards. */
export function useAct<T>(work: (argument: T) => Promise<string>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: async (message) => {
      notifications.show({ message, color: 'teal' });
      await cache.invalidateQueries();
    },
    onError: (error) => notifications.show({ message: error.message, color: 'red', autoClose: 10_000 }),
  });
}
