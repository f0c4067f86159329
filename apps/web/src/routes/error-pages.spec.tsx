import { jest } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { MantineProvider } from '@mantine/core';
import { theme } from '../ui/theme.ts';
import { ErrorPage } from './error-pages.tsx';

function openBroken(error: Error) {
  const broken = createRootRoute({
    component: () => {
      throw error;
    },
    errorComponent: ErrorPage,
  });
  render(
    <MantineProvider theme={theme} env="test">
      <RouterProvider router={createRouter({ routeTree: broken, history: createMemoryHistory() })} />
    </MantineProvider>,
  );
}

describe('a page that cannot be shown', () => {
  // React tells of what an error boundary caught.
  beforeEach(() => jest.spyOn(console, 'error').mockImplementation(() => {}));
  afterEach(() => jest.restoreAllMocks());

  it('because a part of the app did not arrive is loaded anew as a whole, and is nobody’s fault', async () => {
    const error = new Error('Unable to preload CSS for /assets/book-1a2b.css');
    window.dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload: error }));
    openBroken(error);
    expect(await screen.findByRole('alert')).toHaveTextContent(/did not arrive.*connection is lost.*updated/);
    expect(screen.getByRole('button', { name: 'Load the page again' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument();
  });

  it('because it broke says that the fault is ours', async () => {
    openBroken(new Error('undefined is not a function'));
    expect(await screen.findByRole('alert')).toHaveTextContent(/The fault is ours/);
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
