import { useState, type FormEvent } from 'react';
import { Button, Code, CopyButton, Group, PasswordInput, Stack, Switch, Text, TextInput } from '@mantine/core';
import {
  SaveOidcBody,
  signInSettingsEndpoints,
  type OidcSettingsView,
} from '@dryrun/contracts/sign-in-settings.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';

const stale = { invalidates: [signInSettingsEndpoints.get] };

/** Sign-in through a provider that the academy's people already have: state, test, and its four values. */
export function OidcSetting({ oidc }: { oidc: OidcSettingsView }) {
  const test = useEndpointMutation(signInSettingsEndpoints.testOidc, stale);
  return (
    <Panel
      title="Your organisation’s sign-in"
      actions={
        oidc.isOn && (
          <Button variant="default" size="sm" loading={test.isPending} onClick={() => test.mutate({})}>
            Test it
          </Button>
        )
      }
    >
      <Stack>
        <Text className="measure">
          Optional. With an OpenID Connect provider (Google Workspace, Microsoft Entra, Keycloak …), people you invited
          can sign in with the account they have there. It never creates anybody.
        </Text>
        <OidcState oidc={oidc} />
        {test.error && <ProblemNotice error={test.error} />}
        <OidcForm oidc={oidc} />
      </Stack>
    </Panel>
  );
}

function OidcState({ oidc }: { oidc: OidcSettingsView }) {
  if (oidc.state === 'failing')
    return (
      <Notice tone="danger" title="It is failing">
        {oidc.lastError} {oidc.checkedAt && <TimeText at={oidc.checkedAt} />}
      </Notice>
    );
  if (oidc.state === 'ok')
    return (
      <Notice tone="good" title="It works">
        Last seen working {oidc.checkedAt && <TimeText at={oidc.checkedAt} />}.
      </Notice>
    );
  return <Notice title={oidc.state === 'off' ? 'It is off' : 'It is on, and nobody has tried it yet'} />;
}

function OidcForm({ oidc }: { oidc: OidcSettingsView }) {
  const [form, setForm] = useState({
    isOn: oidc.isOn,
    name: oidc.name,
    discoveryUrl: oidc.discoveryUrl,
    clientId: oidc.clientId,
    clientSecret: '',
  });
  const save = useEndpointMutation(signInSettingsEndpoints.saveOidc, stale);
  const body = SaveOidcBody.safeParse({ ...form, clientSecret: form.clientSecret === '' ? null : form.clientSecret });
  const fault = (field: string) =>
    save.isError || form[field as keyof typeof form] !== ''
      ? body.error?.issues.find((issue) => issue.path[0] === field)?.message
      : undefined;
  const text = (field: 'name' | 'discoveryUrl' | 'clientId') => ({
    value: form[field],
    error: fault(field),
    onChange: (event: { currentTarget: { value: string } }) => setForm({ ...form, [field]: event.currentTarget.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (body.success) save.mutate({ body: body.data });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {save.error && <ProblemNotice error={save.error} />}
        {save.isSuccess && (
          <Notice tone="good" title="Saved" isLive>
            Test it now, then sign in with it once in another browser.
          </Notice>
        )}
        <Group gap="xs" align="end">
          <div>
            <Text size="sm" fw={500}>
              Register this address at the provider
            </Text>
            <Code style={{ overflowWrap: 'anywhere' }}>{oidc.redirectUrl}</Code>
          </div>
          <CopyButton value={oidc.redirectUrl}>
            {({ copied, copy }) => (
              <Button variant="default" size="sm" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        </Group>
        <TextInput label="Name on the button" placeholder="Academy ID" {...text('name')} />
        <TextInput
          label="Discovery address"
          placeholder="https://id.example.org/.well-known/openid-configuration"
          inputMode="url"
          {...text('discoveryUrl')}
        />
        <TextInput label="Client id" autoComplete="off" {...text('clientId')} />
        <PasswordInput
          label="Client secret"
          description={
            oidc.hasSecret ? 'One is kept. Leave this empty to keep it.' : 'Kept sealed; it is never shown again.'
          }
          autoComplete="off"
          value={form.clientSecret}
          onChange={(event) => setForm({ ...form, clientSecret: event.currentTarget.value })}
        />
        <Switch
          label="Offer it on the sign-in page"
          checked={form.isOn}
          onChange={(event) => setForm({ ...form, isOn: event.currentTarget.checked })}
        />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!body.success}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
