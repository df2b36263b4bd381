import { moment } from '../../parts/words';

export interface Entry {
  at: string | null;
  title: string;
  event: string;
  message: string | null;
  run: string | null;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * Journal entries are stored compactly and leave empty members out. An activity that started and came to something in the same
 * burst is shown once, with what it came to.
 */
export function entriesOf(raw: unknown): Entry[] {
  const entries = (Array.isArray(raw) ? raw : []).map((item: Record<string, unknown>) => ({
    at: text(item.at),
    title: text(item.name) ?? text(item.activity) ?? text(item.type) ?? 'Process',
    event: text(item.event) ?? '',
    message: text(item.message),
    run: text(item.run),
  }));
  return entries.filter(
    (entry, index) => entry.event !== 'Started' || !entry.run || !entries.slice(index + 1).some((later) => later.run === entry.run),
  );
}

export const timeOf = (entry: Entry, recordedAt: string) => moment(entry.at ?? recordedAt);
