import { useEffect, useState } from 'react';
import { Skeleton, Stack } from '@mantine/core';

/** Quick answers never flash a skeleton. */
const PATIENCE_MS = 150;

/** Grey rows in the shape of what is coming, after 150 ms. `height` in px, each. */
export function SkeletonRows({
  rows = 3,
  height = 72,
  label = 'Loading',
}: {
  rows?: number;
  height?: number;
  label?: string;
}) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={label} style={{ minHeight: rows * (height + 12) }}>
      {isShown && (
        <Stack gap="sm" aria-hidden>
          {Array.from({ length: rows }, (_, row) => (
            <Skeleton key={row} height={height} radius="lg" />
          ))}
        </Stack>
      )}
    </div>
  );
}
