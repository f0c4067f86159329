/** Growth and health of a batch: reads over views and tables, entered by nobody and writing nothing but audit lines of reads. */
export { InsightsModule } from './insights.module.ts';
