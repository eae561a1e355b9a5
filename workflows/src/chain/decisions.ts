import { setHandler } from '@temporalio/workflow';
import type {
  ApplyRequest,
  ArtifactRef,
  Asker,
  ChainState,
  ErrorRecord,
  FeedbackRequest,
  LedgerKind,
  RetrainRequest,
  RollbackRequest,
  TargetedSegment,
} from '@headwater/contracts';
import { canonicalJson } from '@headwater/contracts';
import { rollBack } from '../activity-options';
import { codedFailure } from '../coded-failure';
import { failureRecord } from '../failure-record';
import {
  applyUpdate,
  feedbackUpdate,
  pauseUpdate,
  removeUpdate,
  resumeUpdate,
  retrainUpdate,
  rollbackUpdate,
} from '../messages';
import { enterDecision } from './chain-ledger';
import { askToRetrain, versionToGoBackTo } from './chain-state';
import {
  cannotPause,
  cannotResume,
  cannotRetrain,
  cannotRollBack,
  cannotTake,
  isRemoved,
  notApplied,
  type Deciding,
} from './faults';
import { refuseIf, requireAsker } from './refuse';
import { hold } from './runs-under-way';
import { now } from '../time';

/** Segments of the table that the next generation is asked to make more of. */
const MOST_TARGETS = 8;

/**
 * The updates of a chain. Each is refused by its validator, which leaves no trace, or takes effect before the next one
 * is looked at: of a hundred who pause at once, one pauses. The answer comes when the ledger has it.
 */
export class ChainDecisions implements Deciding {
  /** Updates taken by this execution. */
  count = 0;
  removed = false;
  rollingBack = false;

  constructor(readonly state: ChainState) {
    setHandler(applyUpdate, (request) => this.apply(request), {
      validator: (r: Asker) => this.check(r, isRemoved(this)),
    });
    setHandler(removeUpdate, (asker) => this.remove(asker), {
      validator: (r: Asker) => this.check(r, notApplied(this)),
    });
    setHandler(pauseUpdate, (asker) => this.pause(asker), {
      validator: (r: Asker) => this.check(r, cannotPause(this)),
    });
    setHandler(resumeUpdate, (asker) => this.resume(asker), {
      validator: (r: Asker) => this.check(r, cannotResume(this)),
    });
    setHandler(rollbackUpdate, (request) => this.rollBack(request), {
      validator: (r: RollbackRequest) => this.check(r, cannotRollBack(this, r)),
    });
    setHandler(retrainUpdate, (request) => this.retrain(request), {
      validator: (r: Asker) => this.check(r, cannotRetrain(this)),
    });
    setHandler(feedbackUpdate, (request) => this.feedback(request), {
      validator: (r: FeedbackRequest) => this.check(r, cannotTake(this, r)),
    });
  }

  private check(asker: Asker, fault: ErrorRecord | null = null): void {
    requireAsker(asker);
    refuseIf(fault);
  }

  private async apply({ chain, who, why }: ApplyRequest): Promise<ChainState> {
    const { state } = this;
    const before = state.applied;
    if (before !== null && !differs(before, chain)) return state;
    this.count += 1;
    state.applied = { ...chain, who, why, at: now() };
    const { spec, policy, approval, feedback } = chain;
    await this.enter(
      'applied',
      {
        who,
        why,
        specSha256: spec.sha256,
        previousSpecSha256: before?.spec.sha256 ?? null,
        policy: policy.name,
        policyVersion: policy.version ?? null,
        approval,
        feedback,
      },
      () => (state.applied = before),
      [spec],
    );
    return state;
  }

  private async remove({ who, why }: Asker): Promise<ChainState> {
    this.count += 1;
    this.removed = true;
    await this.enter('removed', { who, why }, () => (this.removed = false));
    return this.state;
  }

  private async pause({ who, why }: Asker): Promise<ChainState> {
    const { state } = this;
    this.count += 1;
    state.paused = { who, why, at: now() };
    await hold(state, true);
    await this.enter('paused', { who, why }, () => (state.paused = null));
    return state;
  }

  private async resume({ who, why }: Asker): Promise<ChainState> {
    const { state } = this;
    this.count += 1;
    const after = { paused: state.paused, stopped: state.stopped };
    state.paused = null;
    state.stopped = null;
    await hold(state, false);
    await this.enter('resumed', { who, why, after }, () => Object.assign(state, after));
    return state;
  }

  private async rollBack({ who, why, version }: RollbackRequest): Promise<ChainState> {
    const { state } = this;
    this.count += 1;
    const from = state.current;
    const to = state.versions.find((known) => known.version === versionToGoBackTo(state, version));
    if (to === undefined || from === null || state.applied === null) throw new RangeError('no version to go back to');
    this.rollingBack = true;
    try {
      await rollBack({
        context: { chain: state.chain, runId: to.runId, partition: 'chain', spec: state.applied.spec },
        version: to.version,
        manifestSha256: to.manifestSha256,
      });
      state.current = to.version;
      delete to.rolledBackAt;
      const left = state.versions.find((known) => known.version === from);
      if (left !== undefined) left.rolledBackAt = now();
      await this.enter('rolled-back', { who, why, from, to: to.version, manifestSha256: to.manifestSha256 });
    } finally {
      this.rollingBack = false;
    }
    return state;
  }

  private async retrain({ who, why, reason }: RetrainRequest): Promise<ChainState> {
    this.count += 1;
    askToRetrain(this.state, reason, now());
    await this.enter('retrain-asked', { who, why, reason });
    return this.state;
  }

  private async feedback({ who, why, version, feedback, retrain, targets }: FeedbackRequest): Promise<ChainState> {
    const { state } = this;
    this.count += 1;
    state.targets = merged(state.targets, targets);
    if (retrain) askToRetrain(state, 'feedback', now());
    const facts = { who, why, version, retrain, segments: targets.length };
    await this.enter('feedback', facts, undefined, [feedback]);
    return state;
  }

  /** What the ledger does not take is undone: no decision without its entry. */
  private async enter(
    kind: LedgerKind,
    facts: Record<string, unknown>,
    undo?: () => unknown,
    artifacts: ArtifactRef[] = [],
  ): Promise<void> {
    try {
      await enterDecision(this.state, kind, facts, artifacts);
    } catch (error) {
      undo?.();
      throw codedFailure(failureRecord(error));
    }
  }
}

function differs(before: object, chain: ApplyRequest['chain']): boolean {
  const known: Record<string, unknown> = { ...before };
  return Object.entries(chain).some(
    ([key, value]) => canonicalJson(known[key] ?? null) !== canonicalJson(value ?? null),
  );
}

/** The later word on a segment counts; the oldest make room. */
function merged(before: readonly TargetedSegment[], more: readonly TargetedSegment[]): TargetedSegment[] {
  const others = before.filter((old) => !more.some((t) => t.column === old.column && t.value === old.value));
  return [...others, ...more].slice(-MOST_TARGETS);
}
