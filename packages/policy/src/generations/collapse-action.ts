import type { CollapseAction, CollapseWarning } from '@headwater/contracts';

/** What came before the generation that is judged. */
export interface CollapseHistory {
  /** Generations in a row, up to the one before, that were not accepted. */
  refusedInARow: number;
}

/**
 * What is done about a verdict. Tails and rare categories go first, so they alone ask for fresh rows only; so does a later
 * stage that worsens by itself, since over five stages one does so by chance now and then. Two stages or more take the
 * generation back, and if the one before was not accepted either, going back has not helped: the chain stops.
 */
export function collapseAction(
  warning: Pick<CollapseWarning, 'verdict' | 'signals'>,
  { refusedInARow }: CollapseHistory,
): { action: CollapseAction; because: string } {
  const stages = [...new Set(warning.signals.filter((s) => s.worsening).map((s) => s.stage))];
  const worse = stages.join(', ');
  switch (warning.verdict) {
    case 'unknown':
      return { action: 'go-on', because: 'A trend needs three generations with scores.' };
    case 'stable':
      return { action: 'go-on', because: 'No followed measure worsens from generation to generation.' };
    case 'early':
      return { action: 'add-fresh', because: 'Tails or rare categories shrink; nothing else does yet.' };
    case 'collapsing':
      if (stages.length < 2)
        return { action: 'add-fresh', because: `One stage of collapse worsens by itself: ${worse}.` };
      return refusedInARow === 0
        ? { action: 'roll-back', because: `It worsens from generation to generation: ${worse}.` }
        : { action: 'stop', because: `It still worsens after a generation was refused: ${worse}.` };
  }
}
