/** `20261121T180000Z`: names a run by the time for which it was scheduled, to the second; sorts by time. */
export function partitionOf(scheduledAt: Date): string {
  return scheduledAt
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '');
}

/** The time that a partition is named by; null for a name that is none. */
export function timeOfPartition(partition: string): Date | null {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(partition);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // 31 February is read as a day of March, or not at all.
  return Number.isNaN(time.getTime()) || partitionOf(time) !== partition ? null : time;
}
