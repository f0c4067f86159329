import type { AuditEntryView } from '@dryrun/contracts/privacy.contract';
import { Disclosure } from '../../ui/disclosure.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { auditChanges, auditSentence } from './audit-words.ts';
import classes from './audit-list.module.css';

/** Lines of the audit, newest first, each in people's words, with what changed behind it. */
export function AuditList({ entries }: { entries: readonly AuditEntryView[] }) {
  return (
    <ul className={classes.list} aria-label="What was done">
      {entries.map((entry) => (
        <li key={entry.id} className={classes.line}>
          <div>{auditSentence(entry)}</div>
          <div className={classes.about}>{about(entry)}</div>
          <div className={classes.about}>
            <TimeText at={entry.at} />
            {entry.address && ` from ${entry.address}`}
          </div>
          <Changes entry={entry} />
        </li>
      ))}
    </ul>
  );
}

function about({ actor, person, batch }: AuditEntryView): string {
  const whose = person && person.id !== actor?.id ? `${person.name}’s` : null;
  return [whose, batch?.name].filter(Boolean).join(' · ');
}

function Changes({ entry }: { entry: AuditEntryView }) {
  const changes = auditChanges(entry);
  if (changes.length === 0) return null;
  return (
    <Disclosure title="What changed">
      <table className={classes.changes}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ name, before, after }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{before}</td>
              <td>{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Disclosure>
  );
}
