import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { Button, Group, Text } from '@mantine/core';
import type { Weekday } from '@dryrun/domain/time/local-date';
import { newKey, WEEKDAYS, type RuleRow } from './hours-form.ts';
import { wallTimeWords } from './hours-words.ts';
import { CELLS_PER_DAY, CELL_MINUTES, cellStates, painted, type CellState } from './painted-week.ts';
import type { HoursEditor } from './use-hours-editor.ts';
import classes from './week-paint.module.css';

interface Cell {
  day: Weekday;
  cell: number;
}

/** One movement of the brush: from where, over which rules, and whether it opens or closes. */
interface Stroke {
  from: Cell;
  rules: RuleRow[];
  isOpening: boolean;
  /** Names the step of undo. */
  step: string;
}

/** Before this half hour nobody offers hours, so it is folded away until somebody does. */
const MORNING = 12;
const WORDS: Record<CellState, string> = { open: 'open', part: 'partly open', closed: 'closed' };
const KEYS: Partial<Record<string, { days: number; cells: number }>> = {
  ArrowUp: { days: 0, cells: -1 },
  ArrowDown: { days: 0, cells: 1 },
  ArrowLeft: { days: -1, cells: 0 },
  ArrowRight: { days: 1, cells: 0 },
};

/**
 * The same week as a grid of half hours: drag over it with a mouse, tap it on a phone, or move with the arrows and press Space; Shift
 * with an arrow goes on painting.
 */
export function WeekPaint({ editor: { form, change } }: { editor: Pick<HoursEditor, 'form' | 'change'> }) {
  const states = useMemo(() => cellStates(form.rules), [form.rules]);
  const hasNight = states.some((day) => day.slice(0, MORNING).some((state) => state !== 'closed'));
  const [showsNight, setShowsNight] = useState(hasNight);
  const [focused, setFocused] = useState<Cell>({ day: 1, cell: 36 });
  const stroke = useRef<Stroke | null>(null);
  const grid = useRef<HTMLTableElement>(null);
  const firstCell = showsNight || hasNight ? 0 : MORNING;

  const stateAt = ({ day, cell }: Cell): CellState => states[day - 1]?.[cell] ?? 'closed';
  const begin = (from: Cell): Stroke => ({
    from,
    rules: form.rules,
    isOpening: stateAt(from) !== 'open',
    step: `paint ${newKey()}`,
  });
  const paintTo = ({ from, rules, isOpening, step }: Stroke, to: Cell) =>
    change(step, {
      ...form,
      rules: painted(rules, { days: [from.day, to.day], cells: [from.cell, to.cell] }, isOpening),
    });

  const focus = (to: Cell) => {
    setFocused(to);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${to.day}-${to.cell}"]`)?.focus();
  };
  const onPointerDown = (event: PointerEvent, at: Cell) => {
    // A finger scrolls; it paints by tapping.
    if (event.pointerType === 'touch' || event.button !== 0) return;
    event.preventDefault();
    focus(at);
    stroke.current = begin(at);
    paintTo(stroke.current, at);
    const end = () => {
      stroke.current = null;
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
  };
  const onPointerEnter = (at: Cell) => stroke.current && paintTo(stroke.current, at);
  const onKeyDown = (event: KeyboardEvent, at: Cell) => {
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      paintTo(begin(at), at);
      return;
    }
    const move = KEYS[event.key];
    if (!move) return;
    event.preventDefault();
    const to = {
      day: Math.min(7, Math.max(1, at.day + move.days)) as Weekday,
      cell: Math.min(CELLS_PER_DAY - 1, Math.max(firstCell, at.cell + move.cells)),
    };
    if (event.shiftKey) {
      stroke.current ??= { ...begin(at), isOpening: stateAt(at) === 'open' };
      paintTo(stroke.current, to);
    }
    focus(to);
  };

  const rows = Array.from({ length: CELLS_PER_DAY - firstCell }, (_, i) => firstCell + i);
  return (
    <div>
      <Text size="sm" c="dimmed" mb="xs" id="paint-help">
        <span className={classes.mouse}>Drag over the hours you offer; drag over them again to take them away. </span>
        <span className={classes.touch}>Tap a half hour to offer it; tap again to take it away. </span>
        <span className={classes.mouse}>By keyboard: arrows and Space, with Shift to go on painting.</span>
      </Text>
      {firstCell > 0 && (
        <Button variant="subtle" size="sm" onClick={() => setShowsNight(true)}>
          Show midnight to 6 am
        </Button>
      )}
      <div className={classes.frame}>
        <table
          ref={grid}
          role="grid"
          aria-label="Hours of every week"
          aria-describedby="paint-help"
          className={classes.grid}
        >
          <thead>
            <tr>
              <td />
              {WEEKDAYS.map(({ weekday, name }) => (
                <th key={weekday} scope="col" abbr={name}>
                  {name.slice(0, 3)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cell) => (
              <tr key={cell} data-hour={cell % 2 === 0 || undefined}>
                <th scope="row">
                  {cell % 2 === 0 ? (
                    <span>{timeWords(cell)}</span>
                  ) : (
                    <span className="visually-hidden">{timeWords(cell)}</span>
                  )}
                </th>
                {WEEKDAYS.map(({ weekday, name }) => {
                  const at = { day: weekday, cell };
                  const state = stateAt(at);
                  const isFocused = focused.day === weekday && Math.max(focused.cell, firstCell) === cell;
                  return (
                    <td
                      key={weekday}
                      role="gridcell"
                      data-cell={`${weekday}-${cell}`}
                      data-state={state}
                      aria-selected={state === 'open'}
                      aria-label={`${name} ${timeWords(cell)}, ${WORDS[state]}`}
                      tabIndex={isFocused ? 0 : -1}
                      onFocus={() => setFocused(at)}
                      onPointerDown={(event) => onPointerDown(event, at)}
                      onPointerEnter={() => onPointerEnter(at)}
                      onClick={(event) => {
                        // The mouse has painted already when it was pressed.
                        if ((event.nativeEvent as globalThis.PointerEvent).pointerType !== 'mouse' && event.detail > 0)
                          paintTo(begin(at), at);
                      }}
                      onKeyDown={(event) => onKeyDown(event, at)}
                      onKeyUp={(event) => {
                        if (event.key === 'Shift') stroke.current = null;
                      }}
                    />
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Group gap="lg" mt="xs" className={classes.legend} aria-hidden>
        <span data-state="open">offered</span>
        <span data-state="part">a part of it</span>
      </Group>
    </div>
  );
}

function timeWords(cell: number): string {
  const minutes = cell * CELL_MINUTES;
  return wallTimeWords(`${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`);
}
