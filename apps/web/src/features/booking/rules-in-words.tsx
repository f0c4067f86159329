import type { BatchPolicy } from '@dryrun/contracts/cohorts.contract';
import { policySentences, type PolicySentence } from '@dryrun/domain/cohorts/policy-words';
import { Disclosure } from '../../ui/disclosure.tsx';

interface RulesInWordsProps {
  policy: BatchPolicy;
  title: string;
  topics?: readonly PolicySentence['topic'][];
}

/** The rules that matter here, as sentences. */
export function RulesInWords({ policy, title, topics = ['booking', 'changes', 'outcome'] }: RulesInWordsProps) {
  return (
    <Disclosure title={title}>
      <ul>
        {policySentences(policy)
          .filter(({ topic }) => topics.includes(topic))
          .map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
      </ul>
    </Disclosure>
  );
}
