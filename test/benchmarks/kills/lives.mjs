/** Share of the undisturbed time that all lives together may take: the training must not be over before the last kill. */
const SHARE = 0.8;
/** Seconds between checkpoints, and a little. */
const TO_A_SAVE = 4;
const SECONDS_A_SAVING_KILL = 45;

/**
 * When to kill: `{ seconds }` after the start, or `{ saving: milliseconds }` after a checkpoint began to be written. Lives
 * have exponential lengths scaled to what the training takes, so that most end before a checkpoint and some well after
 * one; long trainings are also killed twice while they save.
 */
export function livesFor(kills, trainingSeconds, random) {
  const saving = Math.min(2, kills - 1, Math.floor(trainingSeconds / SECONDS_A_SAVING_KILL));
  const lengths = Array.from({ length: kills - saving }, () => -Math.log(1 - random.uniform()));
  const sum = lengths.reduce((total, length) => total + length, 0);
  const scale = (SHARE * (trainingSeconds - saving * TO_A_SAVE)) / sum;
  const lives = lengths.map((length) => ({ seconds: length * scale }));
  for (let i = 0; i < saving; i++) lives.splice(random.below(lives.length + 1), 0, { saving: 8 * random.uniform() });
  return lives;
}
