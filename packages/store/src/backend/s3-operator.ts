import { HeadwaterError } from '@headwater/contracts';
import * as opendal from 'opendal';
import type { S3Location } from '../location';

/** The binding hands its layers out under this name, which its type declarations (0.49.2) leave out. */
const { layers } = opendal as unknown as { layers: Pick<typeof opendal, 'RetryLayer'> };

/**
 * An OpenDAL operator for a bucket. Requests that fail for a passing reason are tried three times more within two
 * seconds; longer outages are the caller's to wait out.
 * @throws STORE_DENIED when the environment names no credentials
 */
export function s3Operator(location: S3Location, env: NodeJS.ProcessEnv = process.env): opendal.Operator {
  const options: Record<string, string> = {
    bucket: location.bucket,
    root: `/${location.prefix}`,
    // Amazon needs a region and takes this one for the oldest; others ignore it.
    region: location.region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1',
    // Path style works with every server; buckets as host names need a wildcard DNS entry.
    enable_virtual_host_style: 'false',
    // The metadata service of a cloud machine is not asked: without one the question hangs.
    disable_ec2_metadata: 'true',
    ...credentials(location, env),
  };
  const endpoint = location.endpoint ?? env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL'];
  if (endpoint !== undefined) options['endpoint'] = endpoint;
  const retry = new layers.RetryLayer();
  retry.maxTimes = 3;
  retry.minDelay = 200;
  retry.maxDelay = 1_000;
  retry.factor = 2;
  retry.jitter = true;
  return new opendal.Operator('s3', options).layer(retry.build());
}

function credentials(location: S3Location, env: NodeJS.ProcessEnv): Record<string, string> {
  const id = env['AWS_ACCESS_KEY_ID'];
  const secret = env['AWS_SECRET_ACCESS_KEY'];
  if (id && secret) {
    const token = env['AWS_SESSION_TOKEN'];
    return {
      access_key_id: id,
      secret_access_key: secret,
      disable_config_load: 'true',
      ...(token ? { session_token: token } : {}),
    };
  }
  // A role given to a pod: OpenDAL reads the token and the role's name from the environment by itself.
  if (env['AWS_WEB_IDENTITY_TOKEN_FILE']) return {};
  throw new HeadwaterError('STORE_DENIED', `there are no credentials for ${location.uri}`, {
    hint: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  });
}
