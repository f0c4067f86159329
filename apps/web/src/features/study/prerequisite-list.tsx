import type { CaseStudyView } from '@dryrun/contracts/study.contract';
import { LinkedText } from './linked-text.tsx';
import reading from './reading-list.module.css';

/** What to know before a case study, each with its place in the roadmap. */
export function PrerequisiteList({ study }: { study: CaseStudyView }) {
  return (
    <ul className={reading.list}>
      {study.prerequisites.map((item) => (
        <li key={item.text}>
          <LinkedText {...item} targets={study.links} />
        </li>
      ))}
    </ul>
  );
}
