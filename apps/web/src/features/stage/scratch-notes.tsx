import { Textarea } from '@mantine/core';
import { useStoredText } from '../../platform/use-stored-text.ts';

/** Notes for the learner alone: they never leave this browser, and a reload loses nothing. */
export function ScratchNotes({ interviewId, personId }: { interviewId: string; personId: string }) {
  const [text, setText] = useStoredText(`dryrun.stage-notes.${personId}.${interviewId}`);
  return (
    <Textarea
      label="Your scratch notes"
      description="Only you see them; they stay in this browser."
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      autosize
      minRows={6}
      maxRows={18}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.9375rem' } }}
    />
  );
}
