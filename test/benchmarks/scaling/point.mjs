// One point of the scaling benchmark, in a process of its own. Argument: a job file.
import { readModelCard } from '@headwater/generators';
import { family, sampleRequest, trainRequest } from '../support/headwater.mjs';
import { peakMB, readJob, timed, writeResult } from '../support/measure.mjs';
import { mean } from '../support/numbers.mjs';
import { madeTable, trainingRows } from './rows.mjs';

/** Columns of each kind that the check of dependence looks at, at most. */
const CHECKED = 6;

const job = readJob();
const made = await timed(() => trainingRows(madeTable(job)));
const tableMB = process.memoryUsage.rss() / 2 ** 20;
let firstStep = null;
let step = 0;
const started = performance.now();
const request = trainRequest({
  ...made.value,
  seed: job.seed,
  parameters: job.parameters,
  report: ({ note, done }) => {
    if (!note.startsWith('epoch')) return;
    firstStep ??= (performance.now() - started) / 1000;
    step = done;
  },
});
const fitted = await timed(() => family().train(request));
const fitMB = peakMB();
const drawn = await timed(() => family().sample(fitted.value, sampleRequest({ rows: job.sampleRows, seed: job.seed })));
const card = readModelCard(fitted.value);
writeResult(job, {
  makeSeconds: made.seconds,
  tableMB,
  fitSeconds: fitted.seconds,
  fitCpuSeconds: fitted.cpuSeconds,
  firstReportSeconds: firstStep,
  steps: step,
  epochs: card.training.at(-1)?.epoch ?? null,
  stoppedBecause: card.stoppedBecause,
  modelParameters: card.modelParameters,
  modelBytes: fitted.value['model.onnx'].length + fitted.value['codec.json'].length,
  fitMB,
  sampleRowsPerSecond: job.sampleRows / drawn.seconds,
  peakMB: peakMB(),
  correlation: correlations(drawn.value),
  agreement: agreements(drawn.value),
});

/** Mean correlation of the first numbers of the synthetic rows. */
function correlations({ columns }) {
  const found = columns.filter(({ kind }) => kind === 'numeric').slice(0, CHECKED);
  return meanOfPairs(found, (a, b) => correlation(a.values, b.values));
}

/** Mean share of rows in which two of the first categories agree; the one of many levels is left out. */
function agreements({ columns }) {
  const found = columns.filter(({ kind }) => kind === 'categorical').slice(1, CHECKED + 1);
  return meanOfPairs(found, (a, b) => {
    const same = a.codes.reduce((sum, code, i) => sum + (a.levels[code] === b.levels[b.codes[i]] ? 1 : 0), 0);
    return same / a.codes.length;
  });
}

function meanOfPairs(columns, measure) {
  const values = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => measure(a, b)));
  return values.length === 0 ? null : mean(values);
}

function correlation(x, y) {
  const [centreX, centreY] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i] - centreX, y[i] - centreY];
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return xy / Math.sqrt(xx * yy);
}
