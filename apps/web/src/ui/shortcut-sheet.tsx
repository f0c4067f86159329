import { Kbd, Modal, Switch } from '@mantine/core';
import classes from './shortcut-sheet.module.css';

interface ShortcutSheetProps {
  isOpen: boolean;
  close: () => void;
  /** In the order people need them. */
  keys: readonly { keys: readonly string[]; does: string }[];
  isOn: boolean;
  onSwitch: (isOn: boolean) => void;
}

/** The `?` sheet: what each key of this page does, and the switch that turns single keys off. */
export function ShortcutSheet({ isOpen, close, keys, isOn, onSwitch }: ShortcutSheetProps) {
  return (
    <Modal opened={isOpen} onClose={close} title="Keys on this page">
      <dl className={classes.keys}>
        {keys.map((row) => (
          <div key={row.does} className={classes.row}>
            <dt>
              {row.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{row.does}</dd>
          </div>
        ))}
      </dl>
      <Switch
        mt="lg"
        label="Single-key shortcuts"
        description="They never act while you type. Remembered in this browser."
        checked={isOn}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
    </Modal>
  );
}
