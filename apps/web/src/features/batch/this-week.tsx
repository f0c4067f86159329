import type { BatchOverviewView } from '@dryrun/contracts/insights.contract';
import { Panel } from '../../ui/panel.tsx';
import classes from './this-week.module.css';

/** The week in three numbers: who has a mock, who has none, what mentors owe. */
export function ThisWeek({ overview }: { overview: BatchOverviewView }) {
  const overdue = overview.owed.filter((entry) => entry.isOverdue).length;
  return (
    <Panel title={`Week ${overview.currentWeek} of ${overview.weeks.length}`} tone="accent">
      <dl className={classes.numbers}>
        <Figure value={overview.thisWeek.withMock} label="have a mock this week" />
        <Figure
          value={overview.thisWeek.withoutMock}
          label="have none yet"
          isWarning={overview.thisWeek.withoutMock > 0}
        />
        <Figure
          value={overview.owed.length}
          label={overdue > 0 ? `owed by mentors, ${overdue} overdue` : 'owed by mentors'}
          isWarning={overdue > 0}
        />
      </dl>
    </Panel>
  );
}

function Figure({ value, label, isWarning = false }: { value: number; label: string; isWarning?: boolean }) {
  return (
    <div className={classes.figure} data-warning={isWarning || undefined}>
      <dt>{label}</dt>
      <dd className="tabular">{value}</dd>
    </div>
  );
}
