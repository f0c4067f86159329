import Markdown from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import classes from './markdown-text.module.css';

/** Content and notes as Markdown: no raw HTML, links open beside the page. */
export function MarkdownText({ children }: { children: string }) {
  return (
    <div className={classes.markdown}>
      <Markdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[rehypeSanitize]}
        components={{
          a: ({ node: _, children: text, ...rest }) => (
            <a {...rest} target="_blank" rel="noreferrer noopener">
              {text}
            </a>
          ),
          // Headings inside content stay below the page's own.
          h1: ({ children: text }) => <h3>{text}</h3>,
          h2: ({ children: text }) => <h4>{text}</h4>,
        }}
      >
        {children}
      </Markdown>
    </div>
  );
}
