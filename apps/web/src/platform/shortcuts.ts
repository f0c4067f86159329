import { useEffect, useRef } from 'react';
import { useStoredText } from './use-stored-text.ts';

/** What each key does, by `KeyboardEvent.key` in lower case: `{ u: markUnasked, '?': openSheet }`. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/**
 * Single-key shortcuts of a page. Silent inside fields and dialogs, while a modifier or the key itself is held, and while
 * `isOn` is false (people who dictate or whose hand slips can switch them off).
 */
export function useShortcuts(shortcuts: Shortcuts, isOn: boolean): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target)) return;
      const act = current.current[event.key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOn]);
}

/** Whether this person wants single-key shortcuts in this browser; on unless switched off. */
export function useShortcutSwitch(personId: string): [boolean, (isOn: boolean) => void] {
  const [text, setText] = useStoredText(`dryrun.shortcuts.${personId}`);
  return [text !== 'off', (isOn) => setText(isOn ? '' : 'off')];
}

const TYPED_INTO =
  'textarea, select, [contenteditable="true"], [role="dialog"], input:not([type="checkbox"], [type="radio"])';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPED_INTO) !== null;
}
