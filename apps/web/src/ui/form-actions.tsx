import { Button, Group } from '@mantine/core';

interface FormActionsProps {
  /** Closes the dialog without saving. */
  cancel: () => void;
  isPending: boolean;
  /** e.g. "Save" */
  submit: string;
}

/** The end of a form in a dialog. */
export function FormActions({ cancel, isPending, submit }: FormActionsProps) {
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={cancel}>
        Cancel
      </Button>
      <Button type="submit" loading={isPending}>
        {submit}
      </Button>
    </Group>
  );
}
