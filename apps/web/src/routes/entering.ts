import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { localPath } from '../platform/session.ts';

/** Goes on after a successful sign-in: to where the person was going, with nothing left of whoever was here before. */
export function useEnter(next: string | undefined): () => Promise<void> {
  const router = useRouter();
  const queryClient = useQueryClient();
  return async () => {
    queryClient.clear();
    await router.navigate({ href: localPath(next) ?? '/today', replace: true });
  };
}
