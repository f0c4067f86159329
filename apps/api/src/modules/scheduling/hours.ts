import type { AvailabilityBody } from '@dryrun/contracts/scheduling.contract';
import type { AvailabilityException, WeeklyRule } from '@dryrun/domain/scheduling/availability-rules';
import type { Weekday } from '@dryrun/domain/time/local-date';

/** Weekly rules as the contract stores them → as the slot engine reads them. The contract has checked the weekday. */
export function domainRules(rules: AvailabilityBody['rules']): WeeklyRule[] {
  return rules.map(({ weekday, start, end }) => ({ weekday: weekday as Weekday, start, end }));
}

export function domainExceptions(exceptions: AvailabilityBody['exceptions']): AvailabilityException[] {
  return exceptions.map(({ onDate, intervals }) => ({ date: onDate, intervals }));
}
