import type { BatchOverviewView } from '@dryrun/contracts/insights.contract';
import { formatLocalDate } from '../../platform/time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextLink } from '../../ui/links.tsx';
import { MockCell, MockLegend } from './mock-cell.tsx';
import classes from './learner-table.module.css';

type Learner = BatchOverviewView['learners'][number];

interface LearnerTableProps {
  overview: BatchOverviewView;
  learners: readonly Learner[];
}

/** Learners × weeks. On a phone each learner is a card with the weeks that hold a mock. */
export function LearnerTable({ overview, learners }: LearnerTableProps) {
  if (learners.length === 0)
    return <EmptyState>Nobody fits this view. That is good news for “needs a look”.</EmptyState>;
  const weeks = overview.weeks.filter((week) => week.number <= overview.currentWeek + 1);
  return (
    <>
      <MockLegend />
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Learners by week">
        <table className={classes.table}>
          <caption className="visually-hidden">Which learner had which mock in which week</caption>
          <thead>
            <tr>
              <th scope="col">Learner</th>
              {weeks.map((week) => (
                <th
                  key={week.number}
                  scope="col"
                  aria-current={week.number === overview.currentWeek ? 'date' : undefined}
                >
                  Week {week.number}
                  <span className={classes.since}>{formatLocalDate(week.startsOn)}</span>
                </th>
              ))}
              <th scope="col">Held</th>
              <th scope="col">Steps open</th>
            </tr>
          </thead>
          <tbody>
            {learners.map((learner) => (
              <LearnerRow
                key={learner.person.id}
                batchId={overview.batchId}
                learner={learner}
                weeks={weeks.map((w) => w.number)}
                currentWeek={overview.currentWeek}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface LearnerRowProps {
  batchId: string;
  learner: Learner;
  weeks: readonly number[];
  currentWeek: number;
}

function LearnerRow({ batchId, learner, weeks, currentWeek }: LearnerRowProps) {
  return (
    <tr>
      <th scope="row">
        <TextLink to="/batches/$batchId/learners/$personId" params={{ batchId, personId: learner.person.id }}>
          {learner.person.name}
        </TextLink>
        {learner.flags.map((flag) => (
          <span key={flag.code} className={classes.flag}>
            {flag.sentence}
          </span>
        ))}
      </th>
      {weeks.map((week) => {
        const mocks = learner.mocks.filter((mock) => mock.week === week);
        return (
          <td
            key={week}
            data-week={`Week ${week}`}
            data-empty={mocks.length === 0 || undefined}
            data-current={week === currentWeek || undefined}
          >
            {mocks.length === 0 ? (
              <span className={classes.none}>
                <span aria-hidden>–</span>
                <span className="visually-hidden">no mock</span>
              </span>
            ) : (
              mocks.map((mock) => <MockCell key={mock.interviewId} mock={mock} />)
            )}
          </td>
        );
      })}
      <td className="tabular" data-week="Held">
        {learner.held}
      </td>
      <td className="tabular" data-week="Steps open">
        {learner.openNextSteps}
      </td>
    </tr>
  );
}
