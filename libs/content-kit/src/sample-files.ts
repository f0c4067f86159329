/** Small valid content files for tests: each spec breaks one thing in them. */

/** Lines count from 1; the front matter's `title` stands on line 2, `## Prompt` on line 12. */
export const QUESTION = `---
title: A queue that only grows
track: linux
kind: debugging
levels: mid..senior
use: both
aliases: [bank-linux-01]
topics: [1.0/processes-threads]
expectedDimensions: [failure-surface]
---

## Prompt

The queue grows. Why?

## Why it is asked

It shows a search.

## Framework

Path, hypotheses, checks.

## Answer pattern

Rates in, rates out.

## Key points

- **Arrival rate** against service rate.
- **Consumers** alive and
  really consuming.
- **Poison message** at the head.

## Knowledge answer

Add consumers.

## Reasoning answer

Which rate changed?

## Trade-offs

More consumers cost order.

## Common mistake

Restarting everything.

## Pushbacks

### The consumers are healthy. Still growing?

Good revision: Goes to the arrival rate.

### It shrinks at night. So what?

Good revision: Asks what runs by day.

## Variations

- Ten times the rate.

## Follow-ups

- What do you alert on?
`;

export const TRACKS = `- slug: linux
  title: Linux
  blurb: The layer below.
- slug: aws
  title: AWS
  blurb: The cloud.
`;

export const RUBRIC = `title: Moves
summary: What is watched.
levelNames: { 1: Not yet, 2: Knows it, 3: Reasons when asked, 4: Reasons unasked }
levelMeanings: { 1: Nothing, 2: Recall, 3: After a nudge, 4: Alone }
dimensions:
  - id: failure-surface
    title: Lays out failures
    summary: Breadth first.
    appliesTo: [debugging, scenario]
    anchors: { 1: Guesses, 2: Lists, 3: Covers when asked, 4: Halves the space }
  - id: trade-offs
    title: Says the price
    summary: Both sides.
    appliesTo: [design]
    anchors: { 1: None, 2: Textbook, 3: When asked, 4: Unasked }
`;

export const FORMAT = `title: Debugging
summary: One fault.
minutes: 30
levels: [mid, senior]
kinds: [debugging]
focusDimensions: [failure-surface]
phases:
  - title: Settle in
    minutes: 5
    purpose: Calm.
    script: Hello.
  - title: Search
    minutes: 25
    purpose: Watch the search.
    script: Be the system.
    draws: [debugging]
hints:
  - when: Stuck.
    say: Where else?
    effect: Prompted.
    caps: { dimension: failure-surface, atMost: 3 }
`;

/** `## 1.0` stands on line 8, its first item on line 14. */
export const STAGE = `---
title: Linux
number: 1
summary: What lies below.
aliases: [stage-1, section-1.0]
---

## 1.0 The kernel

Everything above rests on it; see [metrics](case-12.1).

### Processes & threads

- **Fork and exec.** One copies, the other replaces, as
  [limits](section-1.0) and [the manual](https://example.org/fork) tell.

### Signals & IPC

- **SIGTERM.** Asks; read on in [signals in depth](deep-dive/signals).
`;

/** The key `tracks` stands on line 5, \`## Prerequisites\` on line 10. */
export const CASE_STUDY = `---
title: Metrics ingest
number: "12.1"
summary: Many series in.
tracks: [linux]
levels: mid..senior
aliases: [case-12.1]
---

## Prerequisites

- [The kernel](section-1.0): what a process costs.

## Problem

A million samples a second.

## Numbers

16 bytes each.

## Architecture

A queue between intake and store.

## Diagram

From intake to store.

\`\`\`mermaid
flowchart LR
  intake --> queue --> store
\`\`\`

## Key decisions

### A queue

It holds bursts.

### Quotas

Per customer.

### Two stores

Hot and cold.

## Failure modes

### Hot shard

One customer fills it.

### Lag

Nobody watches the watcher.

### Label explosion

One deploy.

## Follow-ups

### How do you limit labels?

Good answer: A budget for each customer.

### The queue is down. What now?

Good answer: The agents hold minutes.

### How do you move the store?

Good answer: Both are written for a while.
`;

/** A whole content folder without a fault, by path. */
export const SAMPLE_FOLDER: Readonly<Record<string, string>> = {
  'tracks.yaml': TRACKS,
  'rubrics/reasoning-moves.yaml': RUBRIC,
  'formats/debugging.yaml': FORMAT,
  'questions/linux/growing-queue.md': QUESTION,
  'roadmap/linux.md': STAGE,
  'case-studies/metrics-ingest.md': CASE_STUDY,
};
