import { parentPort, workerData } from 'node:worker_threads';
import { busyTimes, CalendarRefusal, type BusyQuestion } from './busy-times.ts';

/** A thread that reads one calendar and ends: it may be stopped or run out of memory without harm. */
const { text, question } = workerData as { text: string; question: BusyQuestion };
try {
  parentPort?.postMessage({ found: busyTimes(text, question) });
} catch (error) {
  if (!(error instanceof CalendarRefusal)) throw error;
  parentPort?.postMessage({ refusal: error.message });
}
