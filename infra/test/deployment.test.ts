import { deployment } from '../src/deployment';

describe('the version of a worker', () => {
  it('is none unless a deployment is named', () => {
    expect(deployment({})).toBeUndefined();
    expect(deployment({ HEADWATER_DEPLOYMENT: '', HEADWATER_BUILD_ID: 'x' })).toBeUndefined();
  });

  it('is the hash of its workflow code, or what it is given; runs are pinned', () => {
    const one = deployment({ HEADWATER_DEPLOYMENT: 'fleet' });
    expect(one).toMatchObject({ useWorkerVersioning: true, defaultVersioningBehavior: 'PINNED' });
    expect(one!.version.buildId).toMatch(/^[0-9a-f]{12}$/);
    expect(deployment({ HEADWATER_DEPLOYMENT: 'fleet' })).toEqual(one);
    expect(deployment({ HEADWATER_DEPLOYMENT: 'fleet', HEADWATER_BUILD_ID: 'b7' })!.version.buildId).toBe('b7');
  });
});
