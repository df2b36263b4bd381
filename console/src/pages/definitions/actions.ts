import { download, post, call, query } from '../../api/client';
import { type DefinitionSummary, definitionPath, ELSA } from '../../api/elsa';

const name = (row: DefinitionSummary) => row.name ?? row.definitionId;

export async function publish(row: DefinitionSummary): Promise<string> {
  await post(`${definitionPath(row.definitionId)}/publish`);
  return `“${name(row)}” is published; new runs follow version ${row.version}.`;
}

export async function retract(row: DefinitionSummary): Promise<string> {
  await post(`${definitionPath(row.definitionId)}/retract`);
  return `“${name(row)}” is retracted; nothing starts it any more.`;
}

export async function remove(row: DefinitionSummary): Promise<string> {
  await call('DELETE', definitionPath(row.definitionId));
  return `“${name(row)}” is deleted.`;
}

export async function removeVersion(row: DefinitionSummary): Promise<string> {
  await call('DELETE', `${ELSA}/workflow-definition-versions/${row.id}`);
  return `Version ${row.version} is deleted.`;
}

export async function revert(row: DefinitionSummary): Promise<string> {
  const made = await post<DefinitionSummary>(`${definitionPath(row.definitionId)}/revert/${row.version}`);
  return `Version ${row.version} is back as draft ${made.version}; publish it to make it count.`;
}

export const exportOne = (row: DefinitionSummary) =>
  download('GET', query(`${definitionPath(row.definitionId)}/export`, { versionOptions: String(row.version), includeConsumingWorkflows: 'False' }));

export const exportMany = (ids: string[]) =>
  download('POST', `${ELSA}/bulk-actions/export/workflow-definitions`, { ids, includeConsumingWorkflows: false });

interface Bulk {
  published?: string[];
  retracted?: string[];
  deleted?: number;
}

export async function bulk(action: 'publish' | 'retract' | 'delete', definitionIds: string[]): Promise<string> {
  const end = action === 'delete' ? 'by-definition-id' : 'by-definition-ids';
  const done = await post<Bulk>(`${ELSA}/bulk-actions/${action}/workflow-definitions/${end}`, { definitionIds });
  const count = done.deleted ?? (done.published ?? done.retracted ?? []).length;
  const word = { publish: 'published', retract: 'retracted', delete: 'deleted' }[action];
  return `${count} of ${definitionIds.length} ${definitionIds.length === 1 ? 'workflow' : 'workflows'} ${word}.`;
}

/** Makes an empty draft and gives its id. */
export async function create(title: string, description: string): Promise<string> {
  const answer = await post<{ workflowDefinition: DefinitionSummary }>(`${ELSA}/workflow-definitions`, {
    model: {
      id: null,
      definitionId: null,
      name: title,
      description: description || null,
      version: 1,
      root: { id: 'Flowchart1', type: 'Elsa.Flowchart', version: 1, name: 'Flowchart1', activities: [], connections: [] },
    },
    publish: false,
  });
  return answer.workflowDefinition.definitionId;
}

export interface ImportResult {
  file: string;
  definition?: DefinitionSummary;
  error?: string;
}

/** Each file by itself, so that a bad one stops no other and is named. */
export async function importFiles(files: File[]): Promise<ImportResult[]> {
  const results: ImportResult[] = [];
  for (const file of files) {
    try {
      const definition = await post<DefinitionSummary>(`${ELSA}/workflow-definitions/import`, JSON.parse(await file.text()));
      results.push({ file: file.name, definition });
    } catch (error) {
      const reason = error instanceof SyntaxError ? 'This is not a JSON file.' : (error as Error).message;
      results.push({ file: file.name, error: reason });
    }
  }

  return results;
}
