import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { example, onTab, wired } from './node-red/flow.ts';
import type { FlowNode } from './node-red/node-red.ts';
import { rigOf } from './node-red/rig.ts';

const WITH_CAMERAS = ['--import', join(import.meta.dirname, 'node-red/with-cameras.ts')];
const STILL = join(import.meta.dirname, '../packages/testing/media/still-640.jpg');

/** Tells what is in a message's Buffer, which is too large for a debug node. */
const LOOK = `
const bytes = msg.payload;
return { ...msg, payload: Buffer.isBuffer(bytes) && {
  size: bytes.length, starts: bytes.subarray(0, 12).toString('hex'), hash: crypto.createHash('sha256').update(bytes).digest('hex'),
} };`;

/** A node of ours whose output `output` goes through a look to the debug node `looked`. */
function looked(nodes: readonly FlowNode[], output: number): readonly FlowNode[] {
  const wires = (node: FlowNode): string[][] =>
    (node['wires'] as string[][]).map((each, at) => (at === output ? ['look'] : each));
  return [
    ...nodes.map((node) => (node.type.startsWith('nightlatch-') ? { ...node, wires: wires(node) } : node)),
    onTab('look', 'function', {
      func: LOOK,
      outputs: 1,
      libs: [{ var: 'crypto', module: 'crypto' }],
      wires: [['looked']],
    }),
    onTab('looked', 'debug', { active: true, tosidebar: true, complete: 'true', targetType: 'full', wires: [] }),
  ];
}

const camera = (device: string, fields: object = {}): readonly FlowNode[] =>
  looked(
    wired('camera', 'nightlatch-camera', 2, {
      device: `simulator/${device}`,
      deviceName: 'Camera',
      what: 'snapshot',
      width: 640,
      ...fields,
    }),
    0,
  );

describe('with a media hub', () => {
  const rig = rigOf({}, { nodeOptions: WITH_CAMERAS });
  const caught = async (text: RegExp) =>
    await rig.red.comms.message(
      'caught',
      ({ error }) => text.test((error as { message: string }).message),
      String(text),
    );

  test('any message asks a camera for the picture that it is set to, and gets the JPEG', async () => {
    await rig.deploy(camera('doorbell'));
    await rig.red.comms.badged('camera', 'nightlatch.status.quiet');
    await rig.red.inject('camera-in', { payload: 'ring', topic: 'before' });
    const { payload, ...message } = await rig.red.comms.message('looked', () => true);
    const still = readFileSync(STILL);
    expect(payload).toMatchObject({ size: still.length, hash: createHash('sha256').update(still).digest('hex') });
    expect(message).toMatchObject({
      topic: 'simulator/doorbell',
      contentType: 'image/jpeg',
      filename: 'doorbell.jpg',
      security: { v: 1, home: 'home', kind: 'snapshot', name: 'Doorbell', width: 640, bytes: still.length },
    });
  });

  test('a clip is an MP4 that begins before the message and ends after it', async () => {
    await rig.deploy(camera('doorbell'));
    await rig.red.inject('camera-in', { payload: { action: 'clip', before: 2, after: 0.2 } });
    await rig.red.comms.badged('camera', 'nightlatch-camera.status.taking');
    const message = await rig.red.comms.message('looked', () => true);
    expect(message).toMatchObject({ contentType: 'video/mp4', filename: 'doorbell.mp4', security: { kind: 'clip' } });
    expect(message.payload).toMatchObject({ starts: expect.stringMatching(/^.{8}66747970/) });
    expect(Number(message.security?.['durationMs'])).toBeGreaterThan(1000);
    await rig.red.comms.badged('camera', 'nightlatch.status.quiet');
  });

  test.each([
    ['private', 'private', 'nightlatch-camera.status.private'],
    ['away', 'unavailable', 'nightlatch-camera.status.away'],
    ['full', 'busy', 'nightlatch.status.quiet'],
  ])('a camera that is %s refuses with the reason, and says so on its badge', async (device, reason, badge) => {
    await rig.deploy(camera(device));
    await rig.red.inject('camera-in', { payload: 'snapshot' });
    const refused = await rig.red.comms.message('camera-2', () => true);
    expect(refused).toMatchObject({ payload: reason, security: { kind: 'camera', command: 'snapshot' } });
    expect(refused.security?.['text']).toMatch(/\w{3}/);
    await rig.red.comms.badged('camera', badge);
  });

  test('a camera that keeps no pictures refuses a clip, and one that is not there is an error', async () => {
    await rig.deploy(camera('still', { what: 'clip', before: 1, after: 0 }));
    await rig.red.inject('camera-in', { payload: '' });
    await rig.red.comms.message('camera-2', ({ payload }) => payload === 'unsupported');
    await rig.deploy(camera('gone'));
    await rig.red.comms.badged('camera', 'nightlatch.status.gone');
    await rig.red.inject('camera-in', { payload: 'snapshot' });
    await caught(/has no camera "Camera" now/);
  });

  test('what a camera cannot be asked is an error', async () => {
    await rig.deploy(camera('doorbell'));
    await rig.red.inject('camera-in', { payload: { action: 'film' } });
    await caught(/action must be snapshot or clip/);
    await rig.red.inject('camera-in', { payload: { action: 'snapshot', width: 'wide' } });
    await caught(/width must be a number/);
  });

  test('a doorbell sends its ring at once, and then its picture', async () => {
    const bell = wired('bell', 'nightlatch-doorbell', 3, {
      version: 2,
      device: 'simulator/doorbell',
      picture: true,
      width: 320,
    });
    await rig.deploy(looked(bell.slice(1), 2));
    await rig.red.comms.badged('bell', 'nightlatch.status.quiet');
    rig.hub.house.press('Doorbell', 'ring');
    await rig.red.comms.message('bell-1', ({ payload }) => payload === 'ring');
    expect(await rig.red.comms.message('looked', () => true)).toMatchObject({
      contentType: 'image/jpeg',
      topic: 'simulator/doorbell',
      security: { kind: 'snapshot', width: 320, reason: 'change' },
    });
  });

  test('the example sends the picture of the home’s own camera to a phone', async () => {
    await rig.red.deploy(example('Doorbell picture to a phone', rig.hub.broker));
    await rig.red.comms.badged('bell.camera', 'nightlatch.status.quiet');
    await rig.red.comms.badged('bell.bell', 'nightlatch.status.quiet');
    rig.hub.house.press('Doorbell', 'ring');
    expect(await rig.red.comms.message('bell.send', () => true)).toMatchObject({
      size: readFileSync(STILL.replace('640', '1280')).length,
      payload: { text: 'Someone is at the door.', filename: 'door.jpg' },
    });
  });

  test('the editor is offered the devices that have a camera', async () => {
    await rig.deploy(camera('doorbell'));
    const { devices } = (await rig.red.get('/nightlatch/home-node/things')) as {
      devices: { id: string; hasCamera: boolean }[];
    };
    expect(devices.filter(({ hasCamera }) => hasCamera).map(({ id }) => id)).toEqual(['simulator/doorbell']);
  });
});

describe('without a media hub', () => {
  const rig = rigOf();

  test('a camera and a doorbell’s picture are an error that says why, and the ring comes all the same', async () => {
    const bell = wired('bell', 'nightlatch-doorbell', 3, { version: 2, device: 'simulator/doorbell', picture: true });
    await rig.deploy(camera('doorbell'), bell.slice(1));
    await rig.red.comms.badged('camera', 'nightlatch-camera.status.noMedia');
    await rig.red.inject('camera-in', { payload: 'snapshot' });
    const { error } = await rig.red.comms.message('caught', () => true);
    expect((error as { message: string }).message).toMatch(/no media hub.*Take it from the camera itself/);
    rig.red.comms.forget();
    rig.hub.house.press('Doorbell', 'ring');
    await rig.red.comms.message('bell-1', ({ payload }) => payload === 'ring');
    await rig.red.comms.message('caught', ({ payload }) => payload === 'ring');
  });

  test('a doorbell of an earlier version goes on as it was', async () => {
    await rig.deploy(wired('bell', 'nightlatch-doorbell', 2, { version: 1, device: 'simulator/doorbell' }).slice(1));
    await rig.red.comms.badged('bell', 'nightlatch.status.quiet');
    rig.hub.house.press('Doorbell', 'ring');
    await rig.red.comms.message('bell-1', ({ payload }) => payload === 'ring');
    await rig.red.comms.badged('bell', 'nightlatch.status.rang');
    expect(rig.red.comms.shown('caught')).toEqual([]);
  });
});
