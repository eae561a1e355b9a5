import { HeadwaterError } from '@headwater/contracts';

/**
 * Bundled once at build time: a worker that bundles on start costs seconds and webpack's memory. The traced one has
 * OpenTelemetry's interceptors in it, for which every workflow would pay.
 */
export function workflowBundlePath(traced = false): string {
  try {
    return traced
      ? require.resolve('@headwater/workflows/dist/workflow-bundle.traced.js')
      : require.resolve('@headwater/workflows/dist/workflow-bundle.js');
  } catch (error) {
    throw new HeadwaterError('INTERNAL', 'the workflow bundle has not been built', {
      hint: 'Run `npm run setup`.',
      cause: error,
    });
  }
}
