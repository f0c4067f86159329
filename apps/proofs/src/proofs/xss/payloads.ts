import type { World } from '../../product/world.ts';

/** Seen on a page, it shows that the text around it was drawn. */
export const MARK = 'xssmark';

/** Ways out of a text into the page, one string for all of them: whichever layer is careless meets its own. */
const PAYLOADS = [
  '<img src=x onerror=__xss(1)>',
  '<script>__xss(2)</script>',
  '"><svg onload=__xss(3)>',
  "'-__xss(4)-'",
  '[go](javascript:__xss(5))',
  '![x](x"onerror="__xss(6))',
  '<a href="javascript:__xss(7)">go</a>',
  '<iframe srcdoc="<script>parent.__xss(8)</script>"></iframe>',
  '<details open ontoggle=__xss(9)>',
  '{{constructor.constructor("__xss(10)")()}}',
  '</textarea></title></style></script><script>__xss(11)</script>',
  '<math><mtext><table><mglyph><style><img src=x onerror=__xss(12)>',
  '<form action=javascript:__xss(13)><button>x</button></form>',
  '<base href="https://evil.example/">',
  '<style>@import "https://evil.example/x.css"; *{display:none}</style>',
  '[x]: data:text/html,<script>__xss(14)</script>',
  '<https://a.example/" onmouseover="__xss(15)>',
  '\u2028__xss(16)//',
  '${__xss(17)}',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<object data="javascript:__xss(18)"></object>',
];

/** As much of the payloads as fits, in another order for each place, so that short texts meet all of them somewhere. */
export function payload(place: number, room = 10_000): string {
  let text = MARK;
  for (let i = 0; i < PAYLOADS.length; i++) {
    const next = ` ${PAYLOADS[(place + i) % PAYLOADS.length]}`;
    if (text.length + next.length <= room) text += next;
  }
  return text;
}

/**
 * Every text that a person writes: how it is written past the application, and how long its contract lets it be (a longer one
 * would show what no person can bring about). `$1` is the payload; `?` in a table's statement stands for each row's own.
 */
const TEXTS: readonly { what: string; room: number; rows: string; write: string }[] = [
  {
    what: 'academy',
    room: 80,
    rows: `select '' as id from installation`,
    write: 'update installation set academy_name = $1 where $2 = $2',
  },
  {
    what: 'name of a person',
    room: 80,
    rows: 'select id from person',
    write: 'update person set name = $1 where id = $2',
  },
  {
    what: 'name of a batch',
    room: 80,
    rows: 'select id from batch',
    write: 'update batch set name = $1, focus = $1 where id = $2',
  },
  {
    what: 'role aimed at',
    room: 120,
    rows: 'select id from enrolment',
    write: 'update enrolment set target_role = $1 where id = $2',
  },
  {
    what: 'goal note',
    room: 280,
    rows: 'select id from interview',
    write: `update interview set goal = jsonb_set(goal, '{note}', to_jsonb($1::text)) where id = $2`,
  },
  {
    what: 'reason of a cancellation',
    room: 280,
    rows: `select id from booking where state = 'cancelled'`,
    write: 'update booking set cancel_reason = $1 where id = $2',
  },
  { what: 'mark', room: 280, rows: 'select id from mark', write: 'update mark set note = $1 where id = $2' },
  {
    what: 'example',
    room: 400,
    rows: 'select distinct scorecard_id as id from rating',
    write: 'update rating set examples = array[$1] where scorecard_id = $2',
  },
  {
    what: 'next step',
    room: 280,
    rows: 'select id from next_step',
    write: 'update next_step set drill = $1 where id = $2',
  },
  {
    what: 'scorecard',
    room: 400,
    rows: 'select id from scorecard',
    write: `update scorecard set draft = draft || jsonb_build_object('note', $1::text, 'strengths', jsonb_build_array($1::text)) where id = $2`,
  },
  {
    what: 'meeting link',
    room: 400,
    rows: 'select person_id as id from availability',
    write: `update availability set meeting_url = 'https://meet.example.org/?x="><img src=x onerror=__xss(19)>#' || left($1, 7) where person_id = $2`,
  },
  {
    what: 'mail',
    room: 400,
    rows: 'select id from mail_message where content is not null',
    write: `update mail_message set why = $1, name = $1, content = content || jsonb_build_object('subject', $1::text, 'body', jsonb_build_object('preview', $1::text, 'blocks', jsonb_build_array(jsonb_build_object('p', $1::text)))) where id = $2`,
  },
];

/** Text fields of content that editors write; everything that is a word for code (ids, slugs, kinds) stays. */
const CONTENT_FIELDS =
  /^(title|blurb|prompt|whyAsked|framework|answerPattern|knowledgeAnswer|reasoningAnswer|says|goodRevision|text|tradeOffs|commonMistake|commonMistakes|summary|body|problem|architecture|goal|note|label|why|description|anchor|anchors|followUps|variations|opening|scenario|intro|keyDecisions|failureModes)$/;

/** A copy of a content body with payloads for its texts. */
function poisoned(value: unknown, key: string, place: number): unknown {
  if (typeof value === 'string') return CONTENT_FIELDS.test(key) ? payload(place, Math.max(60, value.length)) : value;
  if (Array.isArray(value)) return value.map((item: unknown, i) => poisoned(item, key, place + i));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, poisoned(v, k, place + k.length)]));
  return value;
}

/** Writes payloads wherever a person could have. @returns how many texts */
export async function poison(world: World): Promise<number> {
  let place = 0;
  for (const { rows, write, room } of TEXTS)
    for (const { id } of await world.query<{ id: string }>(rows))
      await world.query(write, [payload(++place, room), id]);
  await world.query('alter table content_version disable trigger user');
  const versions = await world.query<{ id: string; body: unknown }>(
    'select v.id, v.body from content_version v join content_item i on i.id = v.item_id',
  );
  for (const { id, body } of versions)
    await world.query('update content_version set body = $1 where id = $2', [
      JSON.stringify(poisoned(body, '', ++place)),
      id,
    ]);
  await world.query('alter table content_version enable trigger user');
  return place;
}
