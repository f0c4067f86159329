import { ConsoleLogger, type LoggerService, type LogLevel } from '@nestjs/common';

const ORDER: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];
const NAMES: Record<string, LogLevel> = { info: 'log', trace: 'verbose' };

/** One JSON object per line on standard output, from `level` upward; `silent` logs nothing. Never give it bodies, tokens or feedback text. */
export function jsonLogger(level: string): LoggerService | false {
  if (level === 'silent') return false;
  const wanted = NAMES[level] ?? (level as LogLevel);
  return new ConsoleLogger({ json: true, colors: false, logLevels: ORDER.slice(0, ORDER.indexOf(wanted) + 1) });
}
