import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SEARCH_ATTRIBUTES } from '@headwater/contracts';
import { connectClient, ensureSearchAttributes, findExternalCluster, type TemporalTarget } from '../src';
import { freePort } from '../src/keeper/ports';
import { acquire, forgetCluster, removeTemporaryFolders, temporaryFolder, until, untilStopped } from './harness';

const noFile = { TEMPORAL_CONFIG_FILE: '/nonexistent' };
let state: string;
let target: TemporalTarget;

beforeAll(async () => {
  forgetCluster();
  state = temporaryFolder();
  target = await acquire(state);
});
afterEach(forgetCluster);
afterAll(async () => {
  await target.release();
  await untilStopped(state);
  removeTemporaryFolders();
});

test('TEMPORAL_ADDRESS names a cluster, which is used and not stopped', async () => {
  process.env['TEMPORAL_ADDRESS'] = target.address;
  const unused = join(temporaryFolder(), 'unused');
  const cluster = await acquire(unused);
  expect(cluster).toMatchObject({ kind: 'external', address: target.address, namespace: 'default' });
  expect(() => writeFileSync(join(unused, 'x'), '')).toThrow('ENOENT');
  await cluster.release();
  const { close } = await connectClient(target);
  await close();
});

test('a cluster that is not there is told by its address', async () => {
  const port = await freePort();
  process.env['TEMPORAL_ADDRESS'] = `127.0.0.1:${port}`;
  await expect(acquire(state)).rejects.toMatchObject({
    code: 'TEMPORAL_UNAVAILABLE',
    message: expect.stringContaining(`127.0.0.1:${port}`),
    hint: expect.stringContaining('TEMPORAL_ADDRESS'),
  });
});

test('a namespace that is not there is told by its name', async () => {
  process.env['TEMPORAL_ADDRESS'] = target.address;
  process.env['TEMPORAL_NAMESPACE'] = 'no-such-namespace';
  await expect(acquire(state)).rejects.toMatchObject({
    code: 'TEMPORAL_UNAVAILABLE',
    message: expect.stringContaining('no-such-namespace'),
  });
});

describe('the environment', () => {
  test('names no cluster when it says nothing', () => {
    expect(findExternalCluster(noFile)).toBeUndefined();
    expect(findExternalCluster({ ...noFile, TEMPORAL_NAMESPACE: 'n' })).toBeUndefined();
  });

  test('an API key turns TLS on', () => {
    expect(
      findExternalCluster({ ...noFile, TEMPORAL_ADDRESS: 'a:1', TEMPORAL_API_KEY: 'k', TEMPORAL_NAMESPACE: 'n' }),
    ).toEqual({
      namespace: 'n',
      connectionOptions: { address: 'a:1', apiKey: 'k', tls: true },
    });
  });

  test('a profile of the configuration file gives address, namespace, TLS and metadata', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'temporal.toml');
    writeFileSync(join(folder, 'ca.pem'), 'CA');
    writeFileSync(
      file,
      `[profile.prod]\naddress = "prod:7233"\nnamespace = "data"\n[profile.prod.tls]\nserver_name = "prod.example"\n` +
        `server_ca_cert_path = "${folder}/ca.pem"\n[profile.prod.grpc_meta]\nteam = "platform"\n`,
    );
    const found = findExternalCluster({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'prod' });
    expect(found).toMatchObject({
      namespace: 'data',
      connectionOptions: { address: 'prod:7233', metadata: { team: 'platform' } },
    });
    const { tls } = found!.connectionOptions;
    expect(tls).toMatchObject({ serverNameOverride: 'prod.example' });
    expect(Buffer.from((tls as { serverRootCACertificate: Uint8Array }).serverRootCACertificate).toString()).toBe('CA');
    expect(findExternalCluster({ TEMPORAL_CONFIG_FILE: file })).toBeUndefined();
  });

  test('a profile that is not there is an error, not the embedded server', () => {
    expect(() => findExternalCluster({ ...noFile, TEMPORAL_PROFILE: 'prod' })).toThrow(
      expect.objectContaining({ code: 'TEMPORAL_UNAVAILABLE', message: expect.stringContaining('prod') }),
    );
  });
});

test('search attributes are registered once and can be used at once', async () => {
  const { client, connection, close } = await connectClient(target);
  const warnings: string[] = [];
  const ensure = () => ensureSearchAttributes(connection, target.namespace, (message) => warnings.push(message));
  expect(await Promise.all([ensure(), ensure()])).toEqual([true, true]);
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: target.namespace });
  expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES)));
  expect(await ensure()).toBe(true);

  const searchAttributes = { HeadwaterChain: ['adult'], HeadwaterRows: [39_073] };
  await client.workflow.start('anything', { taskQueue: 'nobody', workflowId: 'tagged', searchAttributes });
  const query = 'HeadwaterChain = "adult" AND HeadwaterRows > 39000';
  await until('the run is found', async () => (await client.workflow.count(query)).count === 1);
  expect(warnings).toEqual([]);
  await close();
});

test('an attribute of another type is told and not touched', async () => {
  const { connection, close } = await connectClient(target);
  const namespace = 'with-other-types';
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  await until('the namespace is known', async () => {
    const known = connection.operatorService.addSearchAttributes({ namespace, searchAttributes: { HeadwaterRows: 2 } });
    return known.then(
      () => true,
      () => false,
    );
  });
  const warnings: string[] = [];
  await until('the attribute is listed', async () => {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return 'HeadwaterRows' in customAttributes;
  });
  expect(await ensureSearchAttributes(connection, namespace, (message) => warnings.push(message))).toBe(false);
  expect(warnings).toEqual([expect.stringContaining('HeadwaterRows')]);
  await close();
});
