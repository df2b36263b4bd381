import { Anchor, Breadcrumbs, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { tagged } from '../../api/client';
import { ProblemAlert } from '../../parts/ProblemAlert';
import { TemplateEditor } from './TemplateEditor';
import type { TemplateDetail } from './types';

export function TemplatePage() {
  const { module = '', name = '' } = useParams();
  const path = `/api/templates/${module}/${name}/`;
  // Not refetched behind the back of somebody who writes.
  const template = useQuery({ queryKey: [path], queryFn: () => tagged<TemplateDetail>('GET', path), staleTime: Infinity, gcTime: 0 });
  return (
    <>
      <Breadcrumbs mb="sm">
        <Anchor component={Link} to="/templates">
          Templates
        </Anchor>
        <Text>
          {module}/{name}
        </Text>
      </Breadcrumbs>
      {template.error ? (
        <ProblemAlert error={template.error} retry={() => void template.refetch()} />
      ) : template.data ? (
        <TemplateEditor key={`${path}${template.data.tag}`} path={path} template={template.data.row} tag={template.data.tag} />
      ) : (
        <Loader aria-label="Loading" />
      )}
    </>
  );
}
