import { useRef } from 'react';
import { ActionIcon, Button, Textarea } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import classes from './lines-editor.module.css';

interface LinesEditorProps {
  lines: readonly string[];
  onChange: (lines: string[]) => void;
  /** What one line is, in the singular and lower case: "example". */
  noun: string;
  /** Whose lines these are, for those who cannot see the heading: "Ask for the constraints". */
  of?: string;
  placeholder: string;
  most: number;
  /** Longest line, in characters. */
  maxLength: number;
  /** Advice per line, by its index. */
  hintOf: (index: number) => string | undefined;
}

/** A few lines of text; an empty list shows one to type into. */
export function LinesEditor({ lines, onChange, noun, of, placeholder, most, maxLength, hintOf }: LinesEditorProps) {
  const list = useRef<HTMLDivElement>(null);
  const shown = lines.length === 0 ? [''] : lines;
  const named = of === undefined ? '' : ` of “${of}”`;
  const focusLine = (index: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll('textarea')[index]?.focus());
  return (
    <div ref={list} className={classes.lines}>
      {shown.map((line, index) => (
        // A line has no identity but its place.
        <div key={index} className={classes.line}>
          <Textarea
            className={classes.text}
            aria-label={`${noun} ${index + 1}${named}`}
            placeholder={placeholder}
            autosize
            minRows={1}
            maxLength={maxLength}
            value={line}
            description={hintOf(index)}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            onChange={(event) => onChange(shown.with(index, event.currentTarget.value))}
          />
          {lines.length > 0 && (
            <ActionIcon
              aria-label={`Remove ${noun} ${index + 1}${named}`}
              onClick={() => {
                onChange(lines.filter((_, i) => i !== index));
                focusLine(Math.max(0, index - 1));
              }}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {lines.length > 0 && lines.length < most && lines.at(-1)?.trim() !== '' && (
        <Button
          variant="subtle"
          size="md"
          leftSection={<IconPlus size={18} aria-hidden />}
          className={classes.add}
          aria-label={`Add another ${noun}${named}`}
          onClick={() => {
            onChange([...lines, '']);
            focusLine(lines.length);
          }}
        >
          Add another {noun}
        </Button>
      )}
    </div>
  );
}
