import { StrictMode } from 'react';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { createAppRouter } from './routes/router.tsx';
import { cssVariables, theme } from './ui/theme.ts';

/** `public/color-scheme.js` reads the same key before the first paint. */
const colorSchemes = localStorageColorSchemeManager({ key: 'dryrun-color-scheme' });

interface AppProps {
  router: ReturnType<typeof createAppRouter>;
  queryClient: QueryClient;
  /** Tests have no layout and no transitions. */
  env?: 'default' | 'test';
}

/** The whole app below its providers. */
export function App({ router, queryClient, env = 'default' }: AppProps) {
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorSchemes}
        defaultColorScheme="auto"
        env={env}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  );
}
