import { query } from './client';

/** Elsa's own API; its JSON is in camelCase. */
export const ELSA = '/elsa/api';

export interface DefinitionSummary {
  id: string;
  definitionId: string;
  name: string | null;
  description: string | null;
  version: number;
  isLatest: boolean;
  isPublished: boolean;
  isReadonly: boolean;
  createdAt: string;
  providerName: string | null;
  links?: { rel: string }[] | null;
}

export interface ArgumentDefinition {
  name: string;
  displayName: string | null;
  description: string | null;
  type: string;
  isArray: boolean;
  uiHint?: string | null;
}

export interface Definition extends DefinitionSummary {
  variables: { id: string; name: string; typeName: string }[];
  inputs: ArgumentDefinition[];
  outputs: ArgumentDefinition[];
  outcomes: string[];
  root: Record<string, unknown>;
}

export interface ElsaPage<T> {
  items: T[];
  totalCount: number;
}

export interface DefinitionQuery {
  versionOptions: 'Latest' | 'Published' | 'Draft' | 'AllVersions';
  page?: number;
  pageSize?: number;
  searchTerm?: string | null;
  definitionIds?: string[];
  orderBy?: 'Name' | 'Created' | 'Version';
  orderDirection?: 'Ascending' | 'Descending';
}

export const definitionsPath = (parameters: DefinitionQuery) => query(`${ELSA}/workflow-definitions`, { ...parameters });

export const definitionPath = (id: string) => `${ELSA}/workflow-definitions/${encodeURIComponent(id)}`;

export const latestPath = (id: string) =>
  query(`${ELSA}/workflow-definitions/by-definition-id/${encodeURIComponent(id)}`, { versionOptions: 'Latest' });

/** Whether the server lets this person change the definition. */
export const isEditable = (row: DefinitionSummary) => row.links?.some((link) => link.rel === 'publish') ?? false;
