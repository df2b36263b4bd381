import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get } from '../../api/client';
import { type DefinitionSummary, definitionsPath, type ElsaPage } from '../../api/elsa';

export const DEFINITIONS_PAGE = 25;

export interface DefinitionRow {
  latest: DefinitionSummary;
  published?: DefinitionSummary;
}

/** The newest version of each workflow, with the published one where that is older. */
export function useDefinitions(search: string | null, state: string | null, page: number) {
  return useQuery({
    queryKey: ['definitions', search, state, page],
    queryFn: async () => {
      const list = await get<ElsaPage<DefinitionSummary>>(
        definitionsPath({
          versionOptions: state === 'published' ? 'Published' : state === 'draft' ? 'Draft' : 'Latest',
          page: page - 1,
          pageSize: DEFINITIONS_PAGE,
          searchTerm: search,
          orderBy: 'Name',
          orderDirection: 'Ascending',
        }),
      );
      const drafts = list.items.filter((row) => !row.isPublished).map((row) => row.definitionId);
      const published =
        drafts.length === 0
          ? []
          : (await get<ElsaPage<DefinitionSummary>>(definitionsPath({ versionOptions: 'Published', definitionIds: drafts }))).items;
      const rows = list.items.map<DefinitionRow>((latest) => ({
        latest,
        published: latest.isPublished ? latest : published.find((row) => row.definitionId === latest.definitionId),
      }));
      return { rows, count: list.totalCount };
    },
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
}
