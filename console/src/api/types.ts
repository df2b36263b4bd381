// The API's shapes, as /openapi/v1.json describes them; only what the console shows.
export interface Page<T> {
  count: number;
  next: string | null;
  previous: string | null;
  results: T[];
}

export interface User {
  id: string;
  login: string;
  name: string;
  role: 'portal' | 'staff' | 'manager' | 'admin';
  tenant: string;
  must_change_password: boolean;
}

export interface SignIn {
  access_token: string;
  refresh_token: string;
  expires_at: string;
  user: User;
}

export interface Person {
  id: string;
  name: string;
  email: string;
}

export interface Ticket {
  id: string;
  number: number;
  subject: string;
  description: string;
  requester: Person | null;
  channel: string;
  status: string;
  priority: string;
  category: string | null;
  tags: string[];
  assignee: Person | null;
  team_id: string | null;
  policy: string | null;
  policy_version: number | null;
  sla_state: string | null;
  due_at: string | null;
  hold_reason: string | null;
  resolution: string | null;
  workflow_instance_id: string | null;
  allowed_actions: string[];
  created_at: string;
  updated_at: string;
}

export interface Comment {
  id: string;
  author: string;
  person: Person | null;
  is_internal: boolean;
  body: string;
  created_at: string;
}

export interface ClockSegment {
  from: string;
  to: string;
  began: string;
  reason: string;
  running: boolean;
  calendar: string;
  target: string;
  used: string;
  used_so_far: string;
  due_at: string | null;
  open: { start: string; end: string }[];
}

export interface Clock {
  clock_id: string;
  kind: string;
  cycle: number;
  state: string;
  breached: boolean;
  started_at: string;
  target: string;
  carried_over: string;
  used: string;
  remaining: string;
  due_at: string | null;
  ended_at: string | null;
  segments: ClockSegment[];
  adds_up: boolean;
}

export interface SlaExplanation {
  policy: string | null;
  policy_version: number | null;
  at: string;
  clocks: Clock[];
}

export interface ProcessSummary {
  id: string;
  definition_id: string;
  definition_version: number;
  name: string | null;
  correlation_id: string | null;
  status: string;
  sub_status: string;
  incident_count: number;
  created_at: string;
  updated_at: string;
  finished_at: string | null;
  next_timer: string | null;
  waiting_for: string | null;
}

export interface ProcessWait {
  bookmark_id: string;
  activity_id: string;
  kind: string;
  waiting_for: string;
  owed_by: string | null;
  since: string;
  expected_by: string | null;
  timer_due_at: string | null;
}

export interface ProcessIncident {
  id: string;
  occurred_at: string;
  resolved_at: string | null;
  activity_id: string | null;
  activity_instance_id: string | null;
  activity_type: string | null;
  kind: string;
  message: string;
  detail: string | null;
  resolution: string | null;
}

export interface ProcessDetail extends ProcessSummary {
  version: number;
  waits: ProcessWait[];
  incidents: ProcessIncident[];
  variables: Record<string, unknown>;
}

export interface JournalPage {
  bursts: { sequence: number; recorded_at: string; entries: unknown }[];
  next: number | null;
}

export interface MailSummary {
  id: string;
  template_key: string;
  to_address: string;
  to_name: string | null;
  subject: string;
  status: string;
  attempts: number;
  related_to: string | null;
  workflow_instance_id: string | null;
  created_at: string;
  sent_at: string | null;
  last_error: string | null;
}

export interface Mail extends MailSummary {
  cc: string[];
  html: string;
  text: string;
  headers: Record<string, string>;
  message_id: string;
  dedupe_key: string;
  smtp_log: string | null;
}

export interface Firing {
  utc: string;
  local: string;
  offset: string;
  clock_change: boolean;
}

export interface Schedule {
  id: string;
  title: string;
  target: string;
  definition_id: string | null;
  activity_id: string | null;
  kind: string;
  expression: string;
  zone: string;
  misfire: string;
  active: boolean;
  last: { due_at: string; fired_at: string | null; finished_at: string | null; status: string | null; reason: string | null; consecutive_failures: number } | null;
  next: Firing | null;
}

export interface LedgerEntry {
  due_at: string;
  status: string;
  fired_at: string | null;
  finished_at: string | null;
  reason: string | null;
  result: string | null;
  instance_id: string | null;
  detail: string | null;
  run_by: string | null;
  run_at: string | null;
}

export interface SelfCheck {
  at: string;
  sound: boolean;
  findings: { kind: string; tenant_id: string; instance_id: string | null; since: string | null; detail: string }[];
  mails_not_sent: Record<string, number>;
  incidents_raised: number;
}
