const COLOURS: Record<string, string> = {
  new: 'blue', open: 'indigo', pending: 'yellow', on_hold: 'grape', resolved: 'teal', closed: 'gray', merged: 'gray',
  low: 'gray', normal: 'blue', high: 'orange', urgent: 'red',
  ok: 'teal', warning: 'orange', breached: 'red', paused: 'gray',
  running: 'blue', met: 'teal', missed: 'red', cancelled: 'gray',
  executing: 'blue', suspended: 'yellow', finished: 'teal', faulted: 'red',
  queued: 'blue', sending: 'indigo', sent: 'teal', deferred: 'orange', failed: 'red', in_doubt: 'red', suppressed: 'gray',
  shipped: 'gray', overridden: 'orange', own: 'grape',
  render_failed: 'red', fired: 'teal', late: 'orange', skipped: 'gray', interrupted: 'orange',
};

export const colourOf = (word: string | null | undefined) => COLOURS[word ?? ''] ?? 'gray';

/** first_response -> First response */
export function sentence(word: string): string {
  const text = word.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export const moment = (instant: string) => MOMENT.format(new Date(instant));

const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

export function relative(instant: string, now: number = Date.now()): string {
  const seconds = (new Date(instant).getTime() - now) / 1000;
  const [unit, size] = STEPS.find(([, s]) => Math.abs(seconds) >= s) ?? ['second', 1];
  return RELATIVE.format(Math.round(seconds / size), unit);
}

/** The server's "1.02:30:00" as "26 h 30 min": business time is counted in hours, not in days. */
export function duration(text: string): string {
  const match = /^(-)?(?:(\d+)\.)?(\d+):(\d+):(\d+)/.exec(text);
  if (!match) {
    return text;
  }

  const [, minus, days, hours, minutes, seconds] = match;
  const total = Number(days ?? 0) * 24 + Number(hours);
  const parts = [
    total > 0 ? `${total} h` : '',
    Number(minutes) > 0 ? `${Number(minutes)} min` : '',
    Number(seconds) > 0 && total === 0 ? `${Number(seconds)} s` : '',
  ].filter((part) => part !== '');
  return (minus ? '−' : '') + (parts.length > 0 ? parts.join(' ') : '0 min');
}

export function seconds(text: string): number {
  const match = /^(-)?(?:(\d+)\.)?(\d+):(\d+):(\d+)/.exec(text);
  if (!match) {
    return 0;
  }

  const value = Number(match[2] ?? 0) * 86400 + Number(match[3]) * 3600 + Number(match[4]) * 60 + Number(match[5]);
  return match[1] ? -value : value;
}
