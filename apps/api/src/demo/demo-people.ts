import { DEFAULT_POLICY, type BatchPolicy } from '@dryrun/domain/cohorts/batch-policy';
import type { Level } from '@dryrun/domain/cohorts/levels';
import type { Role } from '@dryrun/domain/policy/resources';
import type { WeeklyRule } from '@dryrun/domain/scheduling/availability-rules';
import type { Weekday } from '@dryrun/domain/time/local-date';

export type BatchKey = 'batch-01' | 'batch-02';

/** Somebody of the demo. `key` names them in code; `hint` puts them on the sign-in page: role line | what is worth seeing | order. */
export interface DemoPerson {
  key: string;
  name: string;
  timeZone: string;
  hint: string | null;
  roles: readonly { role: Role; batch: BatchKey | null }[];
}

export interface DemoLearner extends DemoPerson {
  batch: BatchKey;
  level: Level;
  targetRole: string;
  /** Where the learner starts on the rubric, about 1 to 2. */
  start: number;
  /** Batch weeks in which no mock was held. */
  weeksOff: readonly number[];
}

export interface DemoMentor extends DemoPerson {
  batch: BatchKey;
  tracks: readonly string[];
  levels: readonly Level[];
  meetingUrl: string;
  rules: readonly WeeklyRule[];
}

const INDIA = 'Asia/Kolkata';

function learner(
  batch: BatchKey,
  key: string,
  name: string,
  level: Level,
  targetRole: string,
  start: number,
  weeksOff: readonly number[] = [],
  hint: string | null = null,
): DemoLearner {
  return {
    key,
    name,
    timeZone: INDIA,
    hint,
    roles: [{ role: 'learner', batch }],
    batch,
    level,
    targetRole,
    start,
    weeksOff,
  };
}

export const DEMO_LEARNERS: readonly DemoLearner[] = [
  learner(
    'batch-01',
    'asha',
    'Asha Kulkarni',
    'mid',
    'Senior DevOps Engineer',
    1.5,
    [],
    'Learner · Batch 01|Book this week’s mock, take on next steps, see five weeks of progress|10',
  ),
  learner(
    'batch-01',
    'ravi',
    'Ravi Shankaran',
    'mid',
    'Site Reliability Engineer',
    1.3,
    [],
    'Learner · Batch 01|Predict your own ratings, then open the feedback that waits|11',
  ),
  learner(
    'batch-01',
    'neha',
    'Neha Bhattacharya',
    'senior',
    'Staff Platform Engineer',
    1.8,
    [],
    'Learner · Batch 01|Your mock with Dev starts now: enter the room|12',
  ),
  learner('batch-01', 'vikram', 'Vikram Chauhan', 'junior', 'Cloud Engineer', 1.0),
  learner('batch-01', 'sana', 'Sana Qureshi', 'mid', 'Platform Engineer', 1.2),
  learner('batch-01', 'rohan', 'Rohan Deshpande', 'junior', 'DevOps Engineer', 0.9, [4, 5, 6, 7]),
  learner('batch-01', 'priya', 'Priya Venkatesan', 'senior', 'LLMOps Lead', 1.9),
  learner('batch-01', 'arnav', 'Arnav Mehta', 'mid', 'DevOps Engineer II', 1.4, [3]),
  learner('batch-01', 'fatima', 'Fatima Sheikh', 'mid', 'Kubernetes Engineer', 1.1, [1]),
  learner('batch-01', 'karthik', 'Karthik Reddy', 'senior', 'Principal SRE', 2.0),
  learner('batch-01', 'meenal', 'Meenal Joshi', 'junior', 'Associate SRE', 1.0, [2]),
  learner('batch-01', 'tenzin', 'Tenzin Dorji', 'mid', 'DevOps Engineer', 1.2, [1, 2, 3, 4, 5, 6]),
  learner(
    'batch-02',
    'zoya',
    'Zoya Khan',
    'mid',
    'Site Reliability Engineer',
    1.4,
    [],
    'Learner · Batch 02|The other batch: sees nothing of the first|60',
  ),
  learner('batch-02', 'harpreet', 'Harpreet Gill', 'senior', 'Platform Lead', 1.7),
  learner('batch-02', 'nikhil', 'Nikhil Verma', 'junior', 'Junior SRE', 1.0, [1, 2, 3]),
];

function hours(weekdays: readonly Weekday[], start: string, end: string): WeeklyRule[] {
  return weekdays.map((weekday) => ({ weekday, start, end }));
}

/** Both batches keep the shipped rules; in the second, learners who find no time may wait for one. */
export const DEMO_POLICIES: Record<BatchKey, BatchPolicy> = {
  'batch-01': DEFAULT_POLICY,
  'batch-02': { ...DEFAULT_POLICY, hasWaitlist: true },
};

const EVERY_LEVEL: readonly Level[] = ['junior', 'mid', 'senior'];
const EVERY_TRACK =
  'aws kubernetes terraform cicd devsecops linux observability llmops docker python system-design behavioural'.split(
    ' ',
  );

/** Hours are wall times in each mentor's own zone; most meet an Indian evening, the weekend ones a morning. */
export const DEMO_MENTORS: readonly DemoMentor[] = [
  {
    key: 'dev',
    name: 'Dev Malhotra',
    timeZone: INDIA,
    hint: 'Mentor · Batch 01 · Bengaluru|Run the mock with Neha now, finish yesterday’s scorecard|20',
    roles: [{ role: 'mentor', batch: 'batch-01' }],
    batch: 'batch-01',
    tracks: EVERY_TRACK.filter((t) => t !== 'behavioural' && t !== 'devsecops'),
    levels: EVERY_LEVEL,
    meetingUrl: 'https://meet.example.org/dev-malhotra',
    rules: [
      ...hours([1, 2, 3, 4, 5], '19:30', '22:30'),
      ...hours([6], '10:00', '13:00'),
      ...hours([7], '18:00', '20:30'),
    ],
  },
  {
    key: 'meera',
    name: 'Meera Iyer',
    timeZone: INDIA,
    hint: 'Lead mentor · Batch 01 · Chennai|Your own mocks, and the feedback of the whole batch|22',
    roles: [
      { role: 'mentor', batch: 'batch-01' },
      { role: 'leadMentor', batch: 'batch-01' },
    ],
    batch: 'batch-01',
    tracks: EVERY_TRACK,
    levels: EVERY_LEVEL,
    meetingUrl: 'https://meet.example.org/meera-iyer',
    rules: [
      ...hours([1, 3], '20:00', '22:00'),
      ...hours([2, 4], '07:00', '09:00'),
      ...hours([6], '16:00', '19:00'),
      ...hours([7], '10:00', '13:30'),
    ],
  },
  {
    key: 'claire',
    name: 'Claire Okafor',
    timeZone: 'America/New_York',
    hint: 'Mentor · Batch 01 · New York|The same week on another clock: Indian evenings before breakfast|21',
    roles: [{ role: 'mentor', batch: 'batch-01' }],
    batch: 'batch-01',
    tracks: EVERY_TRACK.filter((t) => t !== 'linux' && t !== 'docker'),
    levels: ['mid', 'senior'],
    meetingUrl: 'https://meet.example.org/claire-okafor',
    rules: [...hours([1, 2, 3, 4, 5], '07:00', '10:00'), ...hours([6], '08:00', '11:00')],
  },
  {
    key: 'jonas',
    name: 'Jonas Weber',
    timeZone: 'Europe/Berlin',
    hint: 'Mentor · Batch 01 · Berlin|Afternoon hours and a day off in the calendar|23',
    roles: [{ role: 'mentor', batch: 'batch-01' }],
    batch: 'batch-01',
    tracks: [
      'kubernetes',
      'linux',
      'terraform',
      'observability',
      'cicd',
      'docker',
      'devsecops',
      'system-design',
      'aws',
    ],
    levels: EVERY_LEVEL,
    meetingUrl: 'https://meet.example.org/jonas-weber',
    rules: [...hours([1, 3, 5], '15:00', '18:00'), ...hours([2, 4], '16:30', '18:30'), ...hours([7], '11:00', '15:00')],
  },
  {
    key: 'samir',
    name: 'Samir Haddad',
    timeZone: 'Asia/Dubai',
    hint: 'Mentor · Batch 02 · Dubai|The other batch’s mentor|61',
    roles: [{ role: 'mentor', batch: 'batch-02' }],
    batch: 'batch-02',
    tracks: EVERY_TRACK,
    levels: EVERY_LEVEL,
    meetingUrl: 'https://meet.example.org/samir-haddad',
    rules: [...hours([1, 2, 3, 4], '18:00', '21:00'), ...hours([6, 7], '09:00', '12:00')],
  },
];

export const DEMO_STAFF: readonly DemoPerson[] = [
  {
    key: 'kavya',
    name: 'Kavya Nair',
    timeZone: INDIA,
    hint: 'Cohort admin · Batch 01|Who has had which mock, who is slipping, what is owed|30',
    roles: [{ role: 'cohortAdmin', batch: 'batch-01' }],
  },
  {
    key: 'arjun',
    name: 'Arjun Rao',
    timeZone: INDIA,
    hint: 'Academy admin|Both batches side by side|40',
    roles: [{ role: 'academyAdmin', batch: null }],
  },
  {
    key: 'leela',
    name: 'Leela Thomas',
    timeZone: INDIA,
    hint: 'Content editor|The question bank without anybody’s mocks|50',
    roles: [{ role: 'contentEditor', batch: null }],
  },
  {
    key: 'imran',
    name: 'Imran Siddiqui',
    timeZone: INDIA,
    hint: 'Cohort admin · Batch 02|A batch in its third week, and a learner who waits for a time|62',
    roles: [{ role: 'cohortAdmin', batch: 'batch-02' }],
  },
];

export const DEMO_PEOPLE: readonly DemoPerson[] = [...DEMO_LEARNERS, ...DEMO_MENTORS, ...DEMO_STAFF];
