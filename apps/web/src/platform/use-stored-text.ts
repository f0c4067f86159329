import { useState } from 'react';

/**
 * Text kept in this browser under `key` (a reload or a closed tab loses nothing). An empty text removes the entry.
 * Give the owner's id in the key, so that nobody meets another person's words on a shared computer.
 */
export function useStoredText(key: string): [string, (text: string) => void] {
  const [state, setState] = useState(() => ({ key, text: read(key) }));
  const text = state.key === key ? state.text : read(key);
  if (state.key !== key) setState({ key, text });
  const save = (next: string) => {
    setState({ key, text: next });
    try {
      if (next === '') localStorage.removeItem(key);
      else localStorage.setItem(key, next);
    } catch {
      // Storage may be full or blocked; the text is still on the screen.
    }
  };
  return [text, save];
}

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
