import type { StudyPartView } from '@dryrun/contracts/study.contract';
import { Disclosure } from './disclosure.tsx';
import { MarkdownText } from './markdown-text.tsx';
import classes from './question-material.module.css';

/** Short lines of a question: facts, probes, follow-ups. Nothing when there are none. */
export function QuestionLines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div className={classes.lines}>
      <h3 className={classes.title}>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <MarkdownText>{line}</MarkdownText>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What there is to look up about a question, closed until wanted. It holds the answers: for mentors, and for learners who opened them. */
export function QuestionMaterial({ question }: { question: Omit<StudyPartView, 'pushbacks' | 'sources'> }) {
  const texts: readonly (readonly [string, string])[] = [
    ['Knowledge answer', question.knowledgeAnswer],
    ['Reasoning answer', question.reasoningAnswer],
    ['Answer pattern', question.answerPattern],
    ['Framework', question.framework],
    ['Trade-offs', question.tradeOffs],
    ['Common mistake', question.commonMistake],
    ['Why it is asked', question.whyAsked],
    ['Worked example', question.example],
  ];
  return (
    <div>
      <Disclosure title={`Key points (${question.keyPoints.length})`}>
        <ul className={classes.points}>
          {question.keyPoints.map((point) => (
            <li key={point.id}>
              <MarkdownText>{point.text}</MarkdownText>
            </li>
          ))}
        </ul>
      </Disclosure>
      {texts
        .filter(([, text]) => text !== '')
        .map(([title, text]) => (
          <Disclosure key={title} title={title}>
            <MarkdownText>{text}</MarkdownText>
          </Disclosure>
        ))}
      {(question.variations.length > 0 || question.followUps.length > 0) && (
        <Disclosure title="Variations and follow-ups">
          <QuestionLines
            title="The same under another constraint"
            lines={question.variations.map(({ text }) => text)}
          />
          <QuestionLines title="Follow-ups" lines={question.followUps} />
        </Disclosure>
      )}
    </div>
  );
}
