import { COVERAGE_WORDS } from './coverage-words.ts';
import type { ScorecardView } from '@dryrun/contracts/feedback.contract';
import { RECOMMENDATION_WORDS } from '../../ui/words.ts';
import { bodyOf, ratingOf, type ScorecardForm } from './scorecard-form.ts';

/** One place in which two versions of a card differ, in words. */
export interface Difference {
  place: string;
  title: string;
  mine: string[];
  theirs: string[];
  /** The second card with this place as the first one has it. */
  take: (from: ScorecardForm, into: ScorecardForm) => ScorecardForm;
}

/** Titles and names to speak of. */
type Names = Pick<ScorecardView, 'dimensions' | 'levelNames' | 'questions'>;

interface Place {
  place: string;
  title: string;
  read: (form: ScorecardForm) => string[];
  take: Difference['take'];
}

/** The places in which both would be stored differently, in the order of the screen. */
export function differencesOf(mine: ScorecardForm, theirs: ScorecardForm, names: Names): Difference[] {
  const [one, other] = [bodyOf(mine, 0), bodyOf(theirs, 0)];
  return placesOf(names)
    .map(({ read, ...place }) => ({ ...place, mine: read(one), theirs: read(other) }))
    .filter((place) => JSON.stringify(place.mine) !== JSON.stringify(place.theirs));
}

function placesOf({ dimensions, levelNames, questions }: Names): Place[] {
  return [
    ...dimensions.map(({ id, title }): Place => ({
      place: `ratings/${id}`,
      title,
      read: (form) => {
        const { level, isNotObserved, wasPrompted, examples } = ratingOf(form, id);
        const word = isNotObserved
          ? 'Not observed'
          : level === null
            ? 'Not rated'
            : (levelNames[level - 1] ?? `${level}`);
        return [word, ...(wasPrompted === null ? [] : [wasPrompted ? 'Only when asked' : 'Unasked']), ...examples];
      },
      take: (from, into) => {
        const rating = ratingOf(from, id);
        const has = into.ratings.some((r) => r.dimension === id);
        return {
          ...into,
          ratings: has ? into.ratings.map((r) => (r.dimension === id ? rating : r)) : [...into.ratings, rating],
        };
      },
    })),
    ...questions.map(({ questionVersionId, title, keyPoints }): Place => ({
      place: `keyPoints/${questionVersionId}`,
      title: `Key points: ${title}`,
      read: (form) =>
        keyPoints.flatMap(({ id, text }) => {
          const noted = form.keyPoints.find((k) => k.questionVersionId === questionVersionId && k.keyPointId === id);
          return noted ? [`${COVERAGE_WORDS[noted.coverage]}: ${text}`] : [];
        }),
      take: (from, into) => ({
        ...into,
        keyPoints: [
          ...into.keyPoints.filter((k) => k.questionVersionId !== questionVersionId),
          ...from.keyPoints.filter((k) => k.questionVersionId === questionVersionId),
        ],
      }),
    })),
    {
      place: 'strengths',
      title: 'Strengths',
      read: (form) => form.strengths,
      take: (from, into) => ({ ...into, strengths: from.strengths }),
    },
    {
      place: 'nextSteps',
      title: 'Next steps',
      read: (form) =>
        form.nextSteps.map((s) => [s.drill, s.dimension, s.dueOn].filter((part) => part !== null).join(' · ')),
      take: (from, into) => ({ ...into, nextSteps: from.nextSteps }),
    },
    {
      place: 'note',
      title: 'A warm note',
      read: (form) => (form.note === '' ? [] : [form.note]),
      take: (from, into) => ({ ...into, note: from.note }),
    },
    {
      place: 'recommendation',
      title: 'Ready for this level?',
      read: (form) => (form.recommendation === null ? [] : [RECOMMENDATION_WORDS[form.recommendation]]),
      take: (from, into) => ({ ...into, recommendation: from.recommendation }),
    },
  ];
}
