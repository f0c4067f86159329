import { Anchor, List, Stack, Table, Text, Title } from '@mantine/core';
import { ROLE_PERMISSIONS, type Permission, type Role } from '@dryrun/domain/policy/resources';

const READERS: readonly (readonly [Role, string])[] = [
  ['learner', 'Learner'],
  ['mentor', 'Mentor'],
  ['leadMentor', 'Lead mentor'],
  ['cohortAdmin', 'Cohort admin'],
  ['academyAdmin', 'Academy admin'],
];

const ROWS: readonly (readonly [string, Permission])[] = [
  ['Mocks and when they are', 'interview:read'],
  ['Released feedback and ratings', 'feedback:read'],
  ['Scorecards that are not finished', 'scorecard:read'],
  ['Next steps', 'nextStep:read'],
  ['The questions prepared for a mock', 'plan:read'],
  ['Mail addresses', 'person:read'],
  ['Hours of a mentor', 'availability:read'],
  ['The log of what was done', 'audit:read'],
];

const REACH = { own: 'own', batch: 'own batch', academy: 'all' } as const;

/** What is stored, who sees it, and what everybody can do about it. Open to everybody; the table is the program's own. */
export function PrivacyPage() {
  return (
    <Stack component="main" gap="lg" maw="72ch" mx="auto" px="md" py="xl">
      <Title order={1}>Privacy</Title>
      <Text>
        This academy runs Dryrun itself: what you enter is stored on its server and nowhere else. Nothing is recorded,
        no page loads anything from another company, and nothing is sold or used for advertising.
      </Text>
      <Title order={2}>What is stored</Title>
      <List spacing="xs">
        <List.Item>Your name, mail address, time zone, and how you sign in (never a readable password).</List.Item>
        <List.Item>
          Your batch, mocks, goals, predictions, feedback, next steps, practice answers and questions you have seen.
        </List.Item>
        <List.Item>For mentors: hours, meeting link, scorecards and marks.</List.Item>
        <List.Item>Messages that were sent to you, and a log of who did what.</List.Item>
        <List.Item>Where you are signed in: browser and network address, until you sign out.</List.Item>
      </List>
      <Title order={2}>Who sees it</Title>
      <Text>
        Feedback stays closed until it is released; then you, your mentor and the staff below read it, and each time
        staff open it is logged. Nobody else does.
      </Text>
      <Table.ScrollContainer minWidth={560} type="native" tabIndex={0} role="region" aria-label="Who sees what">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">What</Table.Th>
              {READERS.map(([role, name]) => (
                <Table.Th key={role} scope="col">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ROWS.map(([what, permission]) => (
              <Table.Tr key={permission}>
                <Table.Th scope="row">{what}</Table.Th>
                {READERS.map(([role]) => {
                  const reach = ROLE_PERMISSIONS[role][permission];
                  return <Table.Td key={role}>{reach ? REACH[reach] : '–'}</Table.Td>;
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Title order={2}>What you can do</Title>
      <Text>
        Under <Anchor href="/account/data">My data</Anchor> you take everything that is stored about you away as a file,
        read the log of what was done with it, and erase your account. Erasing deletes your name and texts at once;
        ratings stay without your name. Nightly backups, which are kept for seven nights, hold it until then. For
        anything else, ask the people who run your academy.
      </Text>
    </Stack>
  );
}
