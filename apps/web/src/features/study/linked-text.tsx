import type { LinkedText as Linked } from '@dryrun/contracts/study-bodies';
import type { LinkTargetView } from '@dryrun/contracts/study.contract';
import { TextLink } from '../../ui/links.tsx';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import classes from './linked-text.module.css';

/** A text and, below it, where its links lead; what nobody has written yet is *planned*. */
export function LinkedText({ text, links, targets }: Linked & { targets: readonly LinkTargetView[] }) {
  return (
    <>
      <MarkdownText>{text}</MarkdownText>
      {links.length > 0 && (
        <ul className={classes.links}>
          {links.map(({ to, title }) => {
            const target = targets.find((t) => t.to === to);
            return (
              <li key={to}>
                {target ? <Target target={target} /> : <span className={classes.planned}>{title} (planned)</span>}
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

function Target({ target: { kind, slug, section, title } }: { target: LinkTargetView }) {
  if (kind === 'question')
    return (
      <TextLink to="/bank/$slug" params={{ slug }}>
        {title}
      </TextLink>
    );
  if (kind === 'case-study')
    return (
      <TextLink to="/case-studies/$slug" params={{ slug }}>
        {title}
      </TextLink>
    );
  return (
    <TextLink to="/roadmap/$slug" params={{ slug }} hash={section ?? undefined}>
      {section ? `${section} ${title}` : title}
    </TextLink>
  );
}
