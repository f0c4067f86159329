/** Below this many characters a remark says too little to act on. */
export const SHORTEST_REMARK = 12;

/** So many words that carry something make a remark specific, whatever else stands in it. */
const ENOUGH_SUBSTANCE = 3;

/** Praise, blame and topics that fit anybody: they say that something was, not what. */
const EMPTY_WORDS = new Set(
  (
    'good great nice excellent awesome amazing fantastic brilliant ok okay fine well bad poor weak strong solid decent best ' +
    'better more less job work effort performance communication communicate communicating communicator confident ' +
    'confidence knowledge knowledgeable attitude skill skills understanding understand concept concepts improve improved ' +
    'improvement improving practice practise study learn focus overall general technical needs need keep'
  ).split(' '),
);

const CONNECTING_WORDS = new Set(
  (
    'a an the and or but of on in at to for with from by as is was were are be been has have had do does did you your he ' +
    'his she her they their it its this that these those very really quite so too some all most also not no should could ' +
    'can will would just still use used using during about up out'
  ).split(' '),
);

/**
 * Could this remark be said of anybody? True for one shorter than twelve characters, and for one that leans on an empty word
 * (“good”, “communication”) and says hardly anything besides. A remark that is specific may contain such words:
 * “Good: asked for the p99 before choosing the queue” is not vague. Knows English only; other languages are only measured.
 */
export function isVague(remark: string): boolean {
  const text = remark.trim();
  if ([...text].length < SHORTEST_REMARK) return true;
  const words = text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  if (!words.some((word) => EMPTY_WORDS.has(word))) return false;
  const substance = words.filter((word) => !EMPTY_WORDS.has(word) && !CONNECTING_WORDS.has(word));
  return new Set(substance).size < ENOUGH_SUBSTANCE;
}
