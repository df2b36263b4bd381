import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { Empty } from '../parts/Empty';

export function NotFound() {
  return (
    <Empty title="There is no such page">
      <Anchor component={Link} to="/tickets">
        Go to the tickets
      </Anchor>
    </Empty>
  );
}
