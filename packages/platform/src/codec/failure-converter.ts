import { DefaultFailureConverter } from '@temporalio/common';

/**
 * Messages and stack traces of failures become a payload, so that the codec encrypts them. Loaded by its path: by
 * clients, by workers for activities, and into the workflow bundle.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
