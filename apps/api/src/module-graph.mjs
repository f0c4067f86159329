/**
 * Which API module may import which, through its index.ts. The lint turns this into rules, and module-graph.spec.ts
 * proves that it has no cycle and that the code keeps to it.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const MODULE_GRAPH = {
  identity: [],
  catalog: [],
  cohorts: ['identity', 'catalog'],
  scheduling: ['identity', 'cohorts'],
  practice: ['catalog'],
  interviews: ['identity', 'cohorts', 'catalog', 'scheduling', 'practice'],
  calendars: ['identity', 'catalog', 'interviews'],
  waitlist: ['identity', 'cohorts', 'scheduling', 'interviews'],
  feedback: ['identity', 'cohorts', 'catalog', 'interviews'],
  backups: ['identity'],
  privacy: ['identity', 'cohorts'],
  insights: ['identity', 'cohorts', 'catalog'],
  notifications: ['identity', 'cohorts', 'catalog', 'interviews', 'waitlist', 'calendars'],
};
