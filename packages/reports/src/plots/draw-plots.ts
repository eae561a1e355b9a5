import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { HeadwaterError } from '@headwater/contracts';
import { Markup } from '../html/html';
import type { PlotRequest } from './plot-request';

/** The same file from `src` (under test) and from `dist`: only the compiled thread can be started. */
const THREAD = join(__dirname, '..', '..', 'dist', 'plots', 'plot-thread.mjs');

/**
 * SVG for every request, in order. Drawn in a thread of its own: the plotting library is an ES module, which a CommonJS
 * package on Node 20 cannot require and which would otherwise stay in the worker's memory. Thrown: INTERNAL when the
 * thread fails.
 */
export function drawPlots(requests: readonly PlotRequest[]): Promise<Markup[]> {
  if (requests.length === 0) return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: unknown): void =>
      reject(
        new HeadwaterError(
          'INTERNAL',
          `the plots of the run card could not be drawn: ${why}`,
          cause === undefined ? {} : { cause },
        ),
      );
    const thread = new Worker(THREAD, { workerData: requests });
    thread.once('message', (drawn: string[]) => resolve(drawn.map((svg) => new Markup(svg))));
    thread.once('error', (error) => fail(error.message, error));
    thread.once('exit', (code) => fail(`the drawing thread ended with code ${code}`));
  });
}
