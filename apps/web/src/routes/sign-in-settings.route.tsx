import { useQuery } from '@tanstack/react-query';
import { Stack } from '@mantine/core';
import { signInSettingsEndpoints } from '@dryrun/contracts/sign-in-settings.contract';
import { LetBackIn } from '../features/sign-in-settings/let-back-in.tsx';
import { OidcSetting } from '../features/sign-in-settings/oidc-setting.tsx';
import { SecondFactorSetting } from '../features/sign-in-settings/second-factor-setting.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** What an academy decides about signing in. */
export function SignInSettingsPage() {
  const settings = useQuery(endpointQuery(signInSettingsEndpoints.get, {}));
  return (
    <>
      <PageHeader
        eyebrow={<TextLink to="/settings">Settings</TextLink>}
        title="Sign-in"
        lead="Who needs a second step, and whether your organisation’s accounts work here."
      />
      <Loaded query={settings}>
        {(view) => (
          <Stack gap="lg">
            <SecondFactorSetting isRequired={view.isSecondFactorRequired} />
            <LetBackIn />
            <OidcSetting oidc={view.oidc} />
          </Stack>
        )}
      </Loaded>
    </>
  );
}
