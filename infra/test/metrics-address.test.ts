import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { metricsAddress, requireFree } from '../src/telemetry/metrics-address';

describe('an address for metrics', () => {
  it.each(['127.0.0.1:9464', '127.9.9.9:1', '[::1]:9464', 'localhost:9464'])('may be %s', (written) => {
    expect(metricsAddress(written).port).toBeGreaterThan(0);
  });

  it.each(['0.0.0.0:9464', '[::]:9464', '10.0.0.7:9464', 'metrics.example.org:9464', '127.0.0.1.example.org:9464'])(
    'is %s only when that is meant',
    (written) => {
      expect(() => metricsAddress(written)).toThrow(expect.objectContaining({ code: 'USAGE' }));
      expect(metricsAddress(written, true).port).toBe(9464);
    },
  );

  it.each(['', '9464', '127.0.0.1', '127.0.0.1:0', '127.0.0.1:65536', '127.0.0.1:x', ':9464'])(
    'is not %j',
    (written) => {
      expect(() => metricsAddress(written, true)).toThrow(expect.objectContaining({ code: 'USAGE' }));
    },
  );

  it('must be free', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(requireFree({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'USAGE' });
    await new Promise((resolve) => server.close(resolve));
    await requireFree({ host: '127.0.0.1', port });
  });
});
