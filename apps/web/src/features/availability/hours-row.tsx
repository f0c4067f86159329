import { ActionIcon, TextInput } from '@mantine/core';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { FieldFaults, HoursRow } from './hours-form.ts';
import { isOvernight } from './hours-words.ts';
import classes from './hours-row.module.css';

interface HoursRowFieldsProps {
  hours: HoursRow;
  /** Whose hours these are, for labels: "Monday", "Sat, 21 Nov". */
  name: string;
  /** The day after, in words, when the hours run past midnight. */
  nextDay: string;
  faults: FieldFaults;
  remarks: readonly string[];
  onChange: (field: 'start' | 'end', time: string) => void;
  onRemove: () => void;
}

/** From one time to another, past midnight when the end is the earlier one. */
export function HoursRowFields(props: HoursRowFieldsProps) {
  const { hours, name, nextDay, faults, remarks, onChange, onRemove } = props;
  const said = `${name}, ${hours.start || 'no time'} to ${hours.end || 'no time'}`;
  const faultOf = (field: 'start' | 'end') => faults.get(`${hours.key}.${field}`);
  const fault = faultOf('start') ?? faultOf('end');
  const remarkId = `${hours.key}-remarks`;
  const hasWords = fault !== undefined || remarks.length > 0;
  return (
    <div className={classes.row}>
      {(['start', 'end'] as const).map((field) => (
        <span key={field} className={classes.time}>
          {field === 'end' && (
            <span aria-hidden className={classes.dash}>
              –
            </span>
          )}
          <TextInput
            type="time"
            size="md"
            aria-label={`${name} ${field === 'start' ? 'from' : 'to'}`}
            aria-describedby={hasWords ? remarkId : undefined}
            value={hours[field]}
            onChange={(event) => onChange(field, event.currentTarget.value)}
            error={faultOf(field) !== undefined}
          />
        </span>
      ))}
      <ActionIcon aria-label={`Remove ${said}`} onClick={onRemove}>
        <IconX size={18} aria-hidden />
      </ActionIcon>
      {isOvernight(hours) && <span className={classes.overnight}>ends on {nextDay}</span>}
      {hasWords && (
        <div id={remarkId} className={classes.words}>
          {fault !== undefined && <p className={classes.fault}>{fault}</p>}
          {remarks.map((remark) => (
            <p key={remark}>{remark}</p>
          ))}
        </div>
      )}
    </div>
  );
}
