import type { QuestionBody } from '@dryrun/contracts/content-bodies';

/** How the text of a section is written: Markdown, a list, a list whose items have ids, or a heading a pushback. */
export type SectionForm = 'markdown' | 'list' | 'parts' | 'pushbacks';

export interface SectionRule {
  heading: string;
  field: keyof QuestionBody;
  form: SectionForm;
}

/** The sections of a question file; the headings are exactly these words. */
export const QUESTION_SECTIONS: readonly SectionRule[] = [
  { heading: 'Prompt', field: 'prompt', form: 'markdown' },
  { heading: 'Facts on request', field: 'factsOnRequest', form: 'list' },
  { heading: 'Why it is asked', field: 'whyAsked', form: 'markdown' },
  { heading: 'Framework', field: 'framework', form: 'markdown' },
  { heading: 'Answer pattern', field: 'answerPattern', form: 'markdown' },
  { heading: 'Key points', field: 'keyPoints', form: 'parts' },
  { heading: 'Knowledge answer', field: 'knowledgeAnswer', form: 'markdown' },
  { heading: 'Reasoning answer', field: 'reasoningAnswer', form: 'markdown' },
  { heading: 'Trade-offs', field: 'tradeOffs', form: 'markdown' },
  { heading: 'Common mistake', field: 'commonMistake', form: 'markdown' },
  { heading: 'Pushbacks', field: 'pushbacks', form: 'pushbacks' },
  { heading: 'Variations', field: 'variations', form: 'parts' },
  { heading: 'Follow-ups', field: 'followUps', form: 'list' },
  { heading: 'Probes', field: 'probes', form: 'list' },
  { heading: 'Example', field: 'example', form: 'markdown' },
];

/** The keys of a question's front matter. */
export const FRONT_MATTER_KEYS = [
  'title',
  'track',
  'kind',
  'levels',
  'use',
  'aliases',
  'topics',
  'expectedDimensions',
  'sources',
  'reviewBy',
  'isAboutOwnProject',
] as const;
