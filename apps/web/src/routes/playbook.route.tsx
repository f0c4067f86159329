import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { studyEndpoints } from '@dryrun/contracts/study.contract';
import { PlaybookParts } from '../features/study/playbook-parts.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** One playbook, to read. */
export function PlaybookPage() {
  const { slug } = useParams({ from: '/signed-in/playbooks/$slug' });
  const playbook = useQuery(endpointQuery(studyEndpoints.playbook, { params: { slug } }));
  return (
    <Loaded query={playbook}>
      {({ body }) => (
        <>
          <PageHeader eyebrow={<TextLink to="/playbooks">Playbooks</TextLink>} title={body.title} lead={body.summary} />
          <PlaybookParts body={body} />
        </>
      )}
    </Loaded>
  );
}
