import Markdown from 'react-markdown';

/** One line of content: bold, emphasis and code, nothing that would break the line. */
export function InlineMarkdown({ children }: { children: string }) {
  return (
    <Markdown allowedElements={['strong', 'em', 'code']} unwrapDisallowed>
      {children}
    </Markdown>
  );
}
