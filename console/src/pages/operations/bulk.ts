/** Retry, skip or cancel of everything that a filter finds; `/api/processes/bulk`. */
export const BULK = '/api/processes/bulk';

export type BulkAction = 'retry' | 'skip' | 'cancel';

export interface BulkFilter {
  definition: string | null;
  activity_id: string | null;
  error: string | null;
}

export interface BulkOrder {
  action: BulkAction;
  filter: BulkFilter;
  outcomes: string[] | null;
  reason: string | null;
}

export interface BulkPreview {
  count: number;
  most: number;
  sample: { instance_id: string; definition: string; activity_id: string | null; error: string | null }[];
}

export interface BulkProgress {
  id: string;
  action: string;
  created_at: string;
  requested_by: string;
  reason: string | null;
  total: number;
  pending: number;
  parked: number;
  done: number;
  in_trouble: number;
  finished: boolean;
}
