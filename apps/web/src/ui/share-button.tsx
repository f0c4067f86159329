import { Button } from '@mantine/core';
import IconShare from '@tabler/icons-react/dist/esm/icons/IconShare.mjs';

/** Hands a text and this page's address to wherever people talk: the system's share sheet, else a prefilled chat message. Never feedback text. */
export function ShareButton({ text, path, label = 'Share' }: { text: string; path: string; label?: string }) {
  const url = new URL(path, window.location.origin).href;
  const icon = <IconShare size={18} aria-hidden />;
  if (typeof navigator.share === 'function') {
    // A closed share sheet rejects; that is a choice, not an error.
    const share = () => void navigator.share({ text, url }).catch(() => {});
    return (
      <Button variant="default" leftSection={icon} onClick={share}>
        {label}
      </Button>
    );
  }
  const chat = `https://wa.me/?text=${encodeURIComponent(`${text} ${url}`)}`;
  return (
    <Button component="a" href={chat} target="_blank" rel="noreferrer noopener" variant="default" leftSection={icon}>
      {label}
    </Button>
  );
}
