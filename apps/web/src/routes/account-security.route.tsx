import { useQuery } from '@tanstack/react-query';
import { Stack } from '@mantine/core';
import { securityEndpoints } from '@dryrun/contracts/security.contract';
import { AddressPanel } from '../features/security/address-panel.tsx';
import { AuthenticatorPanel } from '../features/security/authenticator-panel.tsx';
import { PasskeysPanel } from '../features/security/passkeys-panel.tsx';
import { PasswordPanel } from '../features/security/password-panel.tsx';
import { SessionsPanel } from '../features/security/sessions-panel.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** What guards the person's account, and where it is open. */
export function AccountSecurityPage() {
  const security = useQuery(endpointQuery(securityEndpoints.get, {}));
  const sessions = useQuery(endpointQuery(securityEndpoints.sessions, {}));
  return (
    <>
      <PageHeader title="Security" lead="How you sign in, and where you are signed in now." />
      <Stack gap="lg">
        <Loaded query={sessions}>{({ items }) => <SessionsPanel sessions={items} />}</Loaded>
        <Loaded query={security}>
          {(view) => (
            <Stack gap="lg">
              <PasskeysPanel security={view} />
              <AuthenticatorPanel security={view} />
              <PasswordPanel hasPassword={view.hasPassword} email={view.email} />
              <AddressPanel security={view} />
            </Stack>
          )}
        </Loaded>
      </Stack>
    </>
  );
}
