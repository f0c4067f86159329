import { ScorecardView, type ScorecardBody } from '@dryrun/contracts/feedback.contract';
import type { Pointed } from '@dryrun/domain/feedback/scorecard';
import { isProblem, ProblemError } from '../../platform/api-client.ts';
import type { OfflineCopy } from './offline-copy.ts';
import { bodyOf, formOf, isSameCard, type ScorecardForm } from './scorecard-form.ts';

/** The requests a draft needs; each resolves with the card as the server holds it then. */
export interface ScorecardWire {
  save(body: ScorecardBody): Promise<ScorecardView>;
  submit(body: ScorecardBody): Promise<ScorecardView>;
  load(): Promise<ScorecardView>;
}

export interface DraftState {
  form: ScorecardForm;
  /** The server's latest answer; `base.draft.version` is what the form was typed over. */
  base: ScorecardView;
  isDirty: boolean;
  isSaving: boolean;
  isSubmitting: boolean;
  /** Why the last attempt to save or submit failed. */
  error: Error | null;
  /** Somebody saved in between: nothing is saved until a person has chosen. */
  conflict: ScorecardView | null;
  /** What the server still missed when the card was handed in. */
  refused: readonly Pointed[];
  /** When the words brought back from this browser had been typed. */
  restoredFrom: string | null;
  /** Typed here, but another tab handed the card in before it was saved. */
  leftover: ScorecardForm | null;
}

export const AUTOSAVE_MS = 800;
const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 60_000;

/**
 * Keeps one scorecard safe while it is being written: every change goes to this browser at once and to the server a moment
 * later, one request at a time. A save over a version that this screen has not seen becomes a choice, never an overwrite.
 * Subscribe with `useSyncExternalStore(keeper.subscribe, keeper.read)`.
 */
export class DraftKeeper {
  private state: DraftState;
  private readonly wire: ScorecardWire;
  private readonly copy: OfflineCopy;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private retryMs = FIRST_RETRY_MS;
  private inFlight: Promise<void> | null = null;
  private isRunning = false;

  constructor(view: ScorecardView, wire: ScorecardWire, copy: OfflineCopy) {
    this.wire = wire;
    this.copy = copy;
    this.state = beginning(view, copy);
    if (!this.state.isDirty && this.state.conflict === null && this.state.leftover === null) copy.clear();
  }

  readonly read = (): DraftState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Begins to save by itself; returns the way to end it, which saves what is left. */
  readonly start = (): (() => void) => {
    const saveIfHidden = () => document.hidden && void this.save();
    const saveNow = () => void this.save();
    window.addEventListener('online', saveNow);
    document.addEventListener('visibilitychange', saveIfHidden);
    this.isRunning = true;
    if (this.state.isDirty) this.schedule(AUTOSAVE_MS);
    return () => {
      window.removeEventListener('online', saveNow);
      document.removeEventListener('visibilitychange', saveIfHidden);
      this.isRunning = false;
      void this.save();
    };
  };

  readonly change = (edit: (form: ScorecardForm) => ScorecardForm): void => {
    const { base, form: old, conflict } = this.state;
    if (base.state !== 'draft' || conflict !== null) return;
    const form = edit(old);
    if (form === old) return;
    const isDirty = !isSameCard(form, formOf(base));
    this.set({ form, isDirty });
    if (isDirty) this.copy.write(bodyOf(form, base.draft.version));
    else this.copy.clear();
    this.schedule(AUTOSAVE_MS);
  };

  /** Saves now what is unsaved, after whatever is under way. */
  readonly save = async (): Promise<void> => {
    clearTimeout(this.timer);
    while (this.inFlight) await this.inFlight;
    const { form, base, isDirty, conflict } = this.state;
    if (!isDirty || conflict !== null || base.state !== 'draft') return;
    this.set({ isSaving: true });
    this.inFlight = this.wire
      .save(bodyOf(form, base.draft.version))
      .then(
        (view) => this.saved(view),
        (error: Error) => this.failed(error),
      )
      .finally(() => {
        this.inFlight = null;
        this.set({ isSaving: false });
      });
    await this.inFlight;
  };

  /** Hands the card in as it stands. What the server misses ends in `refused`. */
  readonly submit = async (): Promise<void> => {
    if (this.state.isSubmitting || this.state.conflict !== null) return;
    clearTimeout(this.timer);
    this.set({ isSubmitting: true, refused: [] });
    while (this.inFlight) await this.inFlight;
    const { form, base, conflict } = this.state;
    if (conflict === null && base.state === 'draft') {
      try {
        const view = await this.wire.submit(bodyOf(form, base.draft.version));
        this.copy.clear();
        this.set({ base: view, form: formOf(view), isDirty: false, error: null, leftover: null });
      } catch (error) {
        if (isProblem(error, 'scorecard_incomplete')) {
          this.set({ refused: error.problem.errors ?? [] });
          this.schedule(AUTOSAVE_MS);
        } else await this.failed(error as Error);
      }
    }
    this.set({ isSubmitting: false });
  };

  /** A newer answer arrived by another way, e.g. when the window was focused again. */
  readonly adopt = (view: ScorecardView): void => {
    const { base, isDirty, conflict } = this.state;
    if (this.inFlight || conflict !== null || this.state.isSubmitting || base.state !== 'draft') return;
    if (view.state !== 'draft') this.handedInElsewhere(view);
    else if (view.draft.version > base.draft.version && !isDirty) this.set({ base: view, form: formOf(view) });
  };

  /** Ends a conflict with the card that a person put together from both. */
  readonly choose = (form: ScorecardForm): void => {
    const theirs = this.state.conflict;
    if (theirs === null) return;
    const isDirty = !isSameCard(form, formOf(theirs));
    this.set({ base: theirs, form, conflict: null, isDirty, error: null });
    if (isDirty) {
      this.copy.write(bodyOf(form, theirs.draft.version));
      void this.save();
    } else this.copy.clear();
  };

  readonly dropLeftover = (): void => {
    this.copy.clear();
    this.set({ leftover: null });
  };

  private saved(view: ScorecardView): void {
    this.retryMs = FIRST_RETRY_MS;
    const isDirty = !isSameCard(this.state.form, formOf(view));
    this.set({ base: view, isDirty, error: null });
    if (!isDirty) return this.copy.clear();
    // Typed while the request was under way: it now stands over the version just saved.
    this.copy.write(bodyOf(this.state.form, view.draft.version));
    this.schedule(AUTOSAVE_MS);
  }

  private async failed(error: Error): Promise<void> {
    if (isProblem(error, 'stale_version')) {
      const current = ScorecardView.safeParse(error.problem['current']);
      const theirs = current.success ? current.data : await this.wire.load().catch(() => null);
      if (theirs !== null) return this.set({ conflict: theirs, error: null });
    }
    if (isProblem(error, 'scorecard_submitted')) {
      const view = await this.wire.load().catch(() => null);
      if (view !== null) return this.handedInElsewhere(view);
    }
    this.set({ error });
    // Refusals stay refusals until something changes; a lost connection does not last.
    if (error instanceof ProblemError && error.problem.status < 500) return;
    this.schedule(this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
  }

  private handedInElsewhere(view: ScorecardView): void {
    const { form, isDirty } = this.state;
    const leftover = isDirty && !isSameCard(form, formOf(view)) ? form : null;
    if (leftover === null) this.copy.clear();
    this.set({ base: view, form: formOf(view), isDirty: false, error: null, leftover });
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer);
    if (this.isRunning) this.timer = setTimeout(() => void this.save(), ms);
  }

  private set(change: Partial<DraftState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** What the screen begins with: the server's card, or words that never reached it, or both to choose from. */
function beginning(view: ScorecardView, copy: OfflineCopy): DraftState {
  const state: DraftState = {
    form: formOf(view),
    base: view,
    isDirty: false,
    isSaving: false,
    isSubmitting: false,
    error: null,
    conflict: null,
    refused: [],
    restoredFrom: null,
    leftover: null,
  };
  const kept = copy.read();
  if (kept === null || isSameCard(kept.body, state.form)) return state;
  const { version, ...form } = kept.body;
  if (view.state !== 'draft') return { ...state, leftover: form };
  if (version !== view.draft.version) return { ...state, form, isDirty: true, conflict: view };
  return { ...state, form, isDirty: true, restoredFrom: kept.at };
}
