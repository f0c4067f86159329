import { Button, Stack, Text } from '@mantine/core';
import { privacyEndpoints } from '@dryrun/contracts/privacy.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { saveFile } from '../../platform/save-file.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** Everything that is stored about the reader, as one file. */
export function ExportPanel() {
  const take = useEndpointMutation(privacyEndpoints.exportMyData, {
    onSuccess: (data) =>
      saveFile(
        `dryrun-my-data-${data.exportedAt.slice(0, 10)}.json`,
        'application/json',
        JSON.stringify(data, null, 2),
      ),
  });
  return (
    <Panel title="Take your data with you">
      <Stack gap="sm" align="start">
        <Text className="measure">
          One JSON file with everything of yours: account, mocks, feedback that was released, next steps, practice,
          messages, and what you did here. Feedback that is not open yet, and what mentors noted for themselves, is not
          in it.
        </Text>
        {take.error && <ProblemNotice error={take.error} />}
        {take.isSuccess && <Text role="status">The file is in your downloads.</Text>}
        <Button variant="default" loading={take.isPending} onClick={() => take.mutate({})}>
          Download my data
        </Button>
      </Stack>
    </Panel>
  );
}
