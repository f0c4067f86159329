import type { MarkKind } from '@dryrun/domain/interviews/marks';

type RatingLevel = 1 | 2 | 3 | 4;

/** What the demo's mentors write about one move. */
export interface MoveWords {
  examples: Record<RatingLevel, readonly string[]>;
  marks: Record<MarkKind, readonly string[]>;
  strengths: readonly string[];
  drills: readonly string[];
}

export const MOVE_WORDS: Readonly<Record<string, MoveWords>> = {
  constraints: {
    examples: {
      1: [
        'Started with “I would put a load balancer” before I had finished the question.',
        'The budget I named never came back in the answer.',
      ],
      2: [
        'Asked “how many users?”, heard 40 thousand, and drew the same boxes as before.',
        'One question about scale, then the stock diagram.',
      ],
      3: [
        'When I asked what was missing, wanted the p99 target and dropped the second region because of it.',
        'After a nudge asked whose budget it is and sized the node group by it.',
      ],
      4: [
        'Before drawing: peak requests, what “down” means for the caller, and who is on call at night.',
        'Said “if a minute of stale data is fine I would do this quite differently” and waited for the answer.',
      ],
    },
    marks: {
      unasked: ['asked for peak and p99 first'],
      when_asked: ['budget only after my nudge'],
      missing: ['went straight to the diagram'],
    },
    strengths: [
      'You pinned three numbers before touching the diagram, and each one shaped a choice.',
      'You said aloud which answer would flip the design.',
    ],
    drills: [
      'For three prompts of the bank write only the questions you would ask and which answer changes what.',
      'Open your next two practice answers with: problem in one line, three numbers, one assumption.',
    ],
  },
  'trade-offs': {
    examples: {
      1: ['“Managed is just better” was the whole comparison.', 'Waved the alternative away as legacy.'],
      2: [
        'Listed the textbook pros and cons; none of them was about these forty services.',
        'Named cost and complexity, for no system in particular.',
      ],
      3: [
        'When I asked “why not the queue?” gave the price of both for this traffic.',
        'Said what the mesh costs per pod once I asked who pays for it.',
      ],
      4: [
        'Unasked: “this buys us an hour of lag, the finance team pays, and above ten writes a second I would turn it round.”',
        'Named the on-call team as the one that pays for the second cluster.',
      ],
    },
    marks: {
      unasked: ['named the cost of own choice'],
      when_asked: ['price of both, after “why not?”'],
      missing: ['no alternative mentioned'],
    },
    strengths: [
      'You told me who pays for your choice before I could ask.',
      'Your comparison was about this system, not about the tools in general.',
    ],
    drills: [
      'Take two decisions of your own project and write for each: what it costs, who pays, when the other option wins.',
      'Answer one design prompt again and add “this would be wrong if …” after each main choice.',
    ],
  },
  sequencing: {
    examples: {
      1: ['“We switch DNS on Saturday night” was the plan.', 'Only the target picture, no way to get there.'],
      2: [
        'Said canary and then everything, with no check in between.',
        'Named blue-green; could not say what is compared before the switch.',
      ],
      3: [
        'With questions came to three stages and an error-rate gate; the way back for the data stayed open.',
        'Added a dual-write step when I asked about orders placed in between.',
      ],
      4: [
        'Five stages, each with a gate and a number that stops it, and said which step cannot be undone.',
        'Split the data move from the code move and kept reads on the old side for a week.',
      ],
    },
    marks: {
      unasked: ['gave a stop number per stage'],
      when_asked: ['rollback after my question'],
      missing: ['big switch, no way back'],
    },
    strengths: [
      'Every stage of your migration had a number that stops it.',
      'You said plainly which step cannot be undone.',
    ],
    drills: [
      'Write the migration from today’s prompt as a table: stage, gate, stop number, way back.',
      'Find the one step in your last release that could not be undone and write how you would split it.',
    ],
  },
  'failure-surface': {
    examples: {
      1: ['First guess was DNS and the next ten minutes stayed there.', 'Restarted the pods to see what happens.'],
      2: [
        'Five familiar causes in no order, none with a check.',
        'Knew the causes, could not say which to look at first.',
      ],
      3: [
        'Asked where the packet goes next, walked client to pod and had a check for half of the hops.',
        'Got to the node’s conntrack table once I said that only one zone fails.',
      ],
      4: [
        'Drew the path, two causes per hop, and picked the one query that rules out half of them.',
        'Took users off the bad zone first, then looked for the cause.',
      ],
    },
    marks: {
      unasked: ['laid out the path first'],
      when_asked: ['next hop only when asked'],
      missing: ['stuck on the first guess'],
    },
    strengths: [
      'You laid out the whole path before testing anything.',
      'You stopped the harm for users before looking for the cause.',
    ],
    drills: [
      'Take one past incident: list a cause per hop and the one observation that halves the list.',
      'Do two debugging prompts on paper: path first, causes per hop, no commands for five minutes.',
    ],
  },
  'hard-limit': {
    examples: {
      1: ['“Then we add nodes”, although the budget was fixed.', 'Spent twice the GPU hours that I allowed.'],
      2: [
        'Named spot instances, with no size and no side effect.',
        'One lever: caching. How much it saves was left open.',
      ],
      3: [
        'After I repeated the limit came up with three levers in a sensible order.',
        'Put batch size before quantisation when I asked for the order.',
      ],
      4: [
        'Four levers by expected saving, each with its price, and said at which load we must talk about the limit again.',
        'Stayed inside 30% less memory and showed the sum.',
      ],
    },
    marks: {
      unasked: ['levers ordered by effect'],
      when_asked: ['order of levers after nudge'],
      missing: ['added nodes past the limit'],
    },
    strengths: [
      'You worked inside the limit and showed the arithmetic.',
      'You said when the limit itself has to be renegotiated, and with what evidence.',
    ],
    drills: [
      'Take your own service’s bill: four levers, expected saving of each, what each breaks.',
      'Repeat today’s prompt with half the memory and write the levers in order of effect.',
    ],
  },
  revision: {
    examples: {
      1: [
        'Kept the first design after I said that the region is gone.',
        'Turned round at once with “yes, you are right”, without a reason.',
      ],
      2: ['Agreed with the objection and drew nothing new.', 'Said “good point” and went on as before.'],
      3: [
        'Changed the cache after my second push, kept the rest and said so.',
        'Needed the question twice, then moved the state out of the pod.',
      ],
      4: [
        'Checked my number, then named the two boxes that change and the three that stay.',
        'Held the position, with the figure that would make it give way.',
      ],
    },
    marks: {
      unasked: ['said what changes and what stays'],
      when_asked: ['moved after the second push'],
      missing: ['defended the first answer'],
    },
    strengths: [
      'When I pushed, you said what changes, what stays, and why.',
      'You held your position with evidence and told me what would move you.',
    ],
    drills: [
      'With a friend: three pushbacks from the bank, each answered with “what changes, what stays, why”.',
      'Write down the strongest objection to your own project and the smallest change that meets it.',
    ],
  },
  mechanism: {
    examples: {
      1: ['Named the product three times; what it does stayed open.', 'Mixed up requests and limits.'],
      2: [
        'Right name and purpose, stopped at “it is faster”.',
        'Recited what the controller is for, not how it decides.',
      ],
      3: [
        'When asked why, went one level down: throttling per 100 ms period.',
        'Explained the lock after my “why does it wait?”.',
      ],
      4: [
        'From queue length to p99 in three steps, and said where own knowledge ends.',
        'Predicted that it gets worse with fewer, larger nodes, and why.',
      ],
    },
    marks: {
      unasked: ['cause to effect, three steps'],
      when_asked: ['one level down when asked why'],
      missing: ['name only'],
    },
    strengths: [
      'You traced cause to effect instead of naming the tool.',
      'You said honestly where your knowledge ends.',
    ],
    drills: [
      'Explain one thing you use daily to a colleague, three “why” deep, in two minutes.',
      'Read how the scheduler picks a node and predict what happens with half the nodes.',
    ],
  },
  structure: {
    examples: {
      1: ['Jumped between network and cost; I lost the thread twice.', 'Ran out of time with the main part unsaid.'],
      2: ['In order, but ten minutes without a pause.', 'A clear monologue; my two attempts to ask were talked over.'],
      3: ['Gave an outline when I asked for one and kept to it.', 'Came back on track after I named the time.'],
      4: [
        '“Three parts, five minutes each, stop me at any time”, and closed with the open risk.',
        'Summed up the decision and what is still unknown in two sentences.',
      ],
    },
    marks: {
      unasked: ['plan and time box up front'],
      when_asked: ['outline on request'],
      missing: ['no summary, ran over'],
    },
    strengths: [
      'You gave me a plan, kept to it and closed with the open risk.',
      'I always knew which part of the answer we were in.',
    ],
    drills: [
      'Record one answer of ten minutes: outline in the first 30 seconds, summary in the last 30.',
      'Practise stopping every three minutes with “shall I go deeper here?”.',
    ],
  },
  star: {
    examples: {
      1: ['“We usually would” – no story of your own.', 'The other team was to blame for all of it.'],
      2: ['True story; four minutes of background and no result.', 'What you did yourself stayed vague.'],
      3: [
        'Your own decision came out when I asked what you did on the second day.',
        'The result had a number once I asked for it.',
      ],
      4: [
        'Short background, your decision and the one you rejected, minutes of downtime before and after.',
        'Said what you would do differently and that you since have.',
      ],
    },
    marks: {
      unasked: ['own decision and result'],
      when_asked: ['result after my question'],
      missing: ['“we” throughout'],
    },
    strengths: [
      'Your story had your own decision, the option you rejected and a measured result.',
      'You told the lesson without dressing it up.',
    ],
    drills: [
      'Write two stories in six lines each: context, your decision, rejected option, number, lesson, what changed.',
      'Tell one story in 90 seconds without the word “we”.',
    ],
  },
  quantify: {
    examples: {
      1: ['No number in 40 minutes.', 'Said gigabytes where it was terabytes and went on.'],
      2: [
        'Quoted a vendor’s figure that has nothing to do with this load.',
        'Knew the nines, not what they mean in minutes here.',
      ],
      3: [
        'Estimated the log volume when I asked: 200 bytes times 3,000 a second, fair enough.',
        'Worked out the monthly cost after my question, with a slip of two that you found yourself.',
      ],
      4: [
        'Unasked: 12 MB a second, so one terabyte a day, so sampling before indexing.',
        'Checked the estimate against the bill and let the number choose.',
      ],
    },
    marks: { unasked: ['estimate chose the design'], when_asked: ['rough sum when asked'], missing: ['no numbers'] },
    strengths: [
      'Your estimate had units and assumptions, and you let it decide.',
      'You sanity-checked your own number before using it.',
    ],
    drills: [
      'Estimate load, storage and monthly cost of your own service, then compare with the bill.',
      'Put one number with a unit into every answer this week, and write down the assumption.',
    ],
  },
};

/** Warm lines at the end of a scorecard; `{name}` is the learner's first name. */
export const NOTES: readonly string[] = [
  'You listened to the pushback today, {name}, and that is new. Keep the calm pace; the rest is repetition.',
  '{name}, the knowledge is there. What an interviewer wants to hear next is what it costs and who pays. You were close twice.',
  'I enjoyed this one. The second half was clearly stronger than the first; start the way you ended.',
  'A tough prompt, and you did not hide what you did not know. That honesty helps you in the room.',
  '{name}, compare this with your first mock: you ask before you draw now. Let us work on the numbers next.',
  'Good energy, and a little fast. When you feel the urge to list tools, take a breath and say the goal once more.',
  'You recovered well after I moved the goalposts. Next time tell me earlier what you are giving up.',
  'Thank you for coming prepared after a long day, {name}. One thing less per answer and you will have time for the summary.',
];

/** What learners write when they state a goal. */
export const GOAL_NOTES: readonly string[] = [
  'I tend to jump to the solution. Please push back early.',
  'Interview with a product company in three weeks, design round.',
  'I want to be stopped when I only name tools.',
  'Please ask for numbers, I avoid them.',
  'Last time I ran out of time before the summary.',
  'Incident questions make me nervous, so more of those, please.',
  '',
];

/** What a mentor says of a learner who did not join. */
export const CLAIM_NOTE = 'I waited in the call and wrote in the group; nobody came.';

export const CANCEL_REASONS = {
  released: 'A production release moved to that evening.',
} as const;
