import type { StageProgress, StageStatus } from '@headwater/contracts';

/** Share of a stage that is done, 0 to 1, or null where nothing tells. */
export function shareDone(stage: StageStatus, progress: StageProgress | undefined): number | null {
  if (stage.state === 'done') return 1;
  if (stage.total !== undefined && stage.total > 1) return (stage.done ?? 0) / stage.total;
  if (progress !== undefined && progress.total > 0) return Math.min(1, progress.done / progress.total);
  return null;
}

/** "epoch 12 · 31,000 rows/s · 24 s left" */
export function stageNote(stage: StageStatus, progress: StageProgress | undefined): string {
  switch (stage.state) {
    case 'done':
      return stage.reused
        ? 'reused'
        : `${seconds(stage.seconds ?? 0)}${stage.total === undefined ? '' : `, ${stage.total} shards`}`;
    case 'pending':
      return '';
    case 'running': {
      const parts = [
        stage.total !== undefined && stage.total > 1 ? `${stage.done ?? 0} of ${stage.total} shards` : progress?.note,
        progress?.rowsPerSecond === undefined
          ? undefined
          : `${Math.round(progress.rowsPerSecond).toLocaleString('en-US')} rows/s`,
        progress?.secondsLeft === undefined ? undefined : `${seconds(progress.secondsLeft)} left`,
      ];
      return parts.filter((part) => part !== undefined && part !== '').join(' · ');
    }
    default:
      return stage.state;
  }
}

export function seconds(value: number): string {
  if (value < 10) return `${value.toFixed(1)} s`;
  if (value < 120) return `${Math.round(value)} s`;
  return `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
}
