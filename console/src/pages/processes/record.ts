/** Pages of the business records that processes are about, by the first word of the correlation id. */
const PAGES: Record<string, { label: string; path: (id: string) => string }> = {
  'ticket-sla': { label: 'its ticket', path: (id) => `/tickets/${id}` },
  ticket: { label: 'its ticket', path: (id) => `/tickets/${id}` },
};

/** The business record of a process; null when there is none, or none with a page. */
export function recordOf(correlationId: string | null): { label: string; to: string } | null {
  const [kind, id] = (correlationId ?? '').split(':', 2);
  const page = kind ? PAGES[kind] : undefined;
  return page && id ? { label: page.label, to: page.path(id) } : null;
}
