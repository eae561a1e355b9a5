import type { ApprovalSpec } from '@headwater/contracts';
import { SPEC_DEFAULTS } from '../defaults';
import type { WrittenSpec } from '../written-spec';
import { secondsOf } from './duration';

export function buildApproval(written: NonNullable<WrittenSpec['approval']>): ApprovalSpec {
  const { when, fourEyes, timeout, onTimeout } = { ...SPEC_DEFAULTS.approval, ...written };
  return { when, fourEyes, timeoutSeconds: secondsOf(timeout), onTimeout };
}
