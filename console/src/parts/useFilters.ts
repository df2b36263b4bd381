import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Filters live in the address, so that a list can be bookmarked and "back" works. */
export function useFilters<K extends string>(names: readonly K[]) {
  const [parameters, setParameters] = useSearchParams();
  const filters = Object.fromEntries(names.map((name) => [name, parameters.get(name)])) as Record<K, string | null>;
  const set = useCallback(
    (name: K | 'page', value: string | null) =>
      setParameters(
        (before) => {
          const after = new URLSearchParams(before);
          if (value) {
            after.set(name, value);
          } else {
            after.delete(name);
          }

          if (name !== 'page') {
            after.delete('page');
          }

          return after;
        },
        { replace: name !== 'page' },
      ),
    [setParameters],
  );
  return { filters, page: Number(parameters.get('page') ?? 1), set };
}
