import { Textarea } from '@mantine/core';
import { useStoredText } from '../../platform/use-stored-text.ts';
import { Panel } from '../../ui/panel.tsx';

/** The mentor's own pane: kept in this browser, per mock and person, sent nowhere. */
export function PrivateNotes({ interviewId, personId }: { interviewId: string; personId: string }) {
  const [text, setText] = useStoredText(`dryrun.mentor-notes.${personId}.${interviewId}`);
  return (
    <Panel title="Private notes">
      <Textarea
        aria-label="Private notes"
        description="Only you see them; they stay in this browser."
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={5}
        maxRows={16}
      />
    </Panel>
  );
}
