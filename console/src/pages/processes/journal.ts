import { moment } from '../../parts/words';

export interface Entry {
  at: string | null;
  title: string;
  event: string;
  message: string | null;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Journal entries are stored compactly and leave empty members out. */
export function entriesOf(raw: unknown): Entry[] {
  return (Array.isArray(raw) ? raw : []).map((item: Record<string, unknown>) => ({
    at: text(item.at),
    title: text(item.name) ?? text(item.activity) ?? text(item.type) ?? 'Process',
    event: text(item.event) ?? '',
    message: text(item.message),
  }));
}

export const timeOf = (entry: Entry, recordedAt: string) => moment(entry.at ?? recordedAt);
