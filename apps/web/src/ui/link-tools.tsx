import { useRef, useState } from 'react';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import IconQrcode from '@tabler/icons-react/dist/esm/icons/IconQrcode.mjs';
import { QrCode } from './qr-code.tsx';
import { ShareButton } from './share-button.tsx';

interface LinkToolsProps {
  link: string;
  /** What the link is, e.g. "Invitation of asha@example.org". */
  label: string;
  /** Goes before the link when it is shared. */
  shareText: string;
}

/** A link to hand on: to copy, to share where people talk, or as a QR code across a table. */
export function LinkTools({ link, label, shareText }: LinkToolsProps) {
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);
  const [isCodeShown, setCodeShown] = useState(false);
  const copy = async () => {
    field.current?.select();
    // Browsers give no clipboard to plain-http pages: then the link is selected, ready for Ctrl-C.
    const done = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    );
    setCopied(done ?? document.execCommand('copy'));
  };
  return (
    <Stack gap="xs">
      <TextInput
        ref={field}
        readOnly
        aria-label={label}
        value={link}
        onFocus={(event) => event.currentTarget.select()}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.875rem' } }}
      />
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={isCopied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
          onClick={() => void copy()}
        >
          {isCopied ? 'Copied' : 'Copy link'}
        </Button>
        <ShareButton text={shareText} path={link} />
        <Button
          variant="default"
          leftSection={<IconQrcode size={18} aria-hidden />}
          aria-expanded={isCodeShown}
          onClick={() => setCodeShown(!isCodeShown)}
        >
          {isCodeShown ? 'Hide QR code' : 'QR code'}
        </Button>
      </Group>
      {isCodeShown && <QrCode text={link} label={`${label}, as a QR code`} />}
    </Stack>
  );
}
