import type { DefinitionSummary } from '../../api/elsa';
import type { Question } from '../../parts/Confirm';

const name = (row: DefinitionSummary) => row.name ?? row.definitionId;

export const retractQuestion = (row: DefinitionSummary): Question => ({
  title: `Retract “${name(row)}”?`,
  text: 'Nothing starts it any more, by time, event or hand. What runs goes on. Publishing brings it back.',
  yes: 'Retract',
});

export const deleteQuestion = (row: DefinitionSummary): Question => ({
  title: `Delete “${name(row)}”?`,
  text: 'All its versions are deleted. Export it first if you may want it back.',
  yes: 'Delete',
  danger: true,
});
