import { useEffect, useState } from 'react';
import { useRouter, useRouterState } from '@tanstack/react-router';

/** The secret behind the `#` of a mailed link, taken out of the address bar and the history at once; empty when there is none. */
export function useLinkSecret(): string {
  const router = useRouter();
  const hash = useRouterState({ select: (state) => state.location.hash });
  const [secret, setSecret] = useState(hash);
  // A link opened in a tab that shows its page already only changes what stands behind the `#`.
  if (hash !== '' && hash !== secret) setSecret(hash);
  useEffect(() => {
    const { pathname, searchStr } = router.state.location;
    if (hash !== '') router.history.replace(pathname + searchStr);
  }, [hash, router]);
  return secret;
}
