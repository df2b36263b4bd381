export type Part = 'html' | 'text' | 'subject';

export interface Wording {
  description: string;
  subject: string | null;
  html: string | null;
  text: string | null;
  layout: string | null;
  schema: Schema | null;
  sample: Record<string, unknown> | null;
}

export interface Schema {
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
}

export interface TemplateSummary {
  key: string;
  description: string;
  subject: string | null;
  is_part: boolean;
  origin: 'shipped' | 'overridden' | 'own';
  version: number;
  changed_by: string | null;
  updated_at: string | null;
}

export interface TemplateProblem {
  template: string;
  part: string;
  line: number;
  column: number;
  message: string;
}

export interface TemplateDetail extends Wording {
  key: string;
  is_part: boolean;
  origin: 'shipped' | 'overridden' | 'own';
  version: number;
  shipped: Wording | null;
  changed_by: string | null;
  updated_at: string | null;
  problems: TemplateProblem[];
}

export interface TemplateVersion {
  version: number;
  change: 'edit' | 'restore' | 'reset';
  restored_version: number | null;
  changed_by: string;
  created_at: string;
  content: Wording;
}

export interface Preview {
  subject: string | null;
  html: string | null;
  text: string | null;
  headers: { name: string; value: string }[];
  problems: TemplateProblem[];
}

/** The members of a row that its editor writes. */
export function wordingOf({ description, subject, html, text, layout, schema, sample }: Wording): Wording {
  return { description, subject, html, text, layout, schema, sample };
}
