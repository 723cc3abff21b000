import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { Endpoint } from '@matter/main';
import { BridgedDeviceBasicInformationClient } from '@matter/main/behaviors/bridged-device-basic-information';
import { CameraAvStreamManagementClient } from '@matter/main/behaviors/camera-av-stream-management';
import { DescriptorClient } from '@matter/main/behaviors/descriptor';
import { SwitchClient } from '@matter/main/behaviors/switch';
import { WebRtcTransportProviderClient } from '@matter/main/behaviors/web-rtc-transport-provider';
import { CameraAvStreamManagement } from '@matter/main/clusters/camera-av-stream-management';
import { WebRtcTransportDefinitions } from '@matter/main/clusters/web-rtc-transport-definitions';
import { Status, StreamUsage } from '@matter/main/types';
import { MemoryHome, MockMedia, MockMediaSource } from '@nightlatch/testing';
import { Fabric } from './fabric.ts';
import { LIVE, OFFER, UNNAMED, Viewer } from './viewer.ts';

const CAMERA = 'cams/yard#camera';
const HANG_UP = WebRtcTransportDefinitions.WebRtcEndReason.UserHangup;
const SIZE = { width: 640, height: 360 };
const VIDEO = {
  streamUsage: LIVE,
  videoCodec: CameraAvStreamManagement.VideoCodec.H264,
  minFrameRate: 10,
  maxFrameRate: 15,
  minResolution: SIZE,
  maxResolution: { width: 1280, height: 720 },
  minBitRate: 100_000,
  maxBitRate: 1_500_000,
  keyFrameInterval: 4000,
};

// The bridge calls the app by a connection of its own, which matter.js tries again only after a while on a busy machine.
jest.setTimeout(120_000);

let fabric: Fabric;
let viewer: Viewer;
let camera: MockMediaSource;
let media: MockMedia;
let home: MemoryHome;

beforeAll(async () => {
  fabric = await Fabric.commission({ cameras: true });
  viewer = await Viewer.at(fabric.controller, fabric.peer);
}, 60_000);
afterAll(async () => await fabric?.close());

beforeEach(async () => {
  camera = new MockMediaSource('cams/yard');
  media = new MockMedia(camera);
  home = new MemoryHome({ media }).device({ id: 'cams/yard', name: 'Yard' }, {});
  viewer.told.length = 0;
});
afterEach(() => expect(fabric.log.lines.filter((line) => line.length > 0)).toEqual([]));

const show = async (): Promise<Endpoint> => {
  await fabric.show(home);
  return fabric.at(CAMERA);
};
const streamsOf = (endpoint: Endpoint) => endpoint.stateOf(CameraAvStreamManagementClient);
const sessionsOf = (endpoint: Endpoint) => endpoint.stateOf(WebRtcTransportProviderClient).currentSessions;
const refusal = (status: keyof typeof Status) => ({ code: Status[status] });

test('a camera is a Matter camera with what it is able to do, and cannot be reached while its camera cannot', async () => {
  const endpoint = await show();
  expect(endpoint.stateOf(DescriptorClient).deviceTypeList.map(({ deviceType }) => deviceType)).toContain(0x142);
  expect(streamsOf(endpoint)).toMatchObject({
    supportedStreamUsages: [LIVE],
    videoSensorParams: { sensorWidth: 1280, sensorHeight: 720, maxFps: 15 },
    microphoneCapabilities: { supportedCodecs: [0] },
    twoWayTalkSupport: 2,
    softLivestreamPrivacyModeEnabled: false,
  });
  const reachable = () => fabric.state(CAMERA, BridgedDeviceBasicInformationClient)['reachable'];
  expect(reachable()).toBe(true);
  camera.set({ available: false });
  await fabric.settled();
  expect(reachable()).toBe(false);
});

test('an app agrees on a picture, offers, and is sent the answer once it knows the session', async () => {
  const endpoint = await show();
  const { videoStreamId } = await viewer.streams(endpoint).videoStreamAllocate(VIDEO);
  const { webRtcSessionId: id, ...rest } = await viewer.offer(endpoint, { videoStreamId });
  expect(rest).toEqual({ videoStreamId });
  const answer = await viewer.heard('answer', id);
  expect(answer).toBe(camera.sessions[0]?.description.sdp);
  expect(camera.asked).toContainEqual({
    type: 'open',
    request: {
      offer: OFFER,
      audio: false,
      talkBack: false,
      limits: { maxWidth: 1280, maxHeight: 720, maxFrameRate: 15, maxBitRate: 1500 },
    },
  });
  await fabric.settled();
  expect(sessionsOf(endpoint)).toMatchObject([{ id, peerEndpointId: viewer.endpoint.number, videoStreams: [1] }]);
  expect(streamsOf(endpoint).allocatedVideoStreams).toMatchObject([{ videoStreamId: 1, referenceCount: 1 }]);
  await expect(viewer.streams(endpoint).videoStreamDeallocate({ videoStreamId })).rejects.toMatchObject(
    refusal('InvalidInState'),
  );
  await viewer.transport(endpoint).endSession({ webRtcSessionId: id, reason: HANG_UP });
  expect(camera.sessions).toEqual([]);
  await viewer.streams(endpoint).videoStreamDeallocate({ videoStreamId });
  await fabric.settled();
  expect(sessionsOf(endpoint)).toEqual([]);
  expect(streamsOf(endpoint).allocatedVideoStreams).toEqual([]);
});

test('an app that asks for an offer gets one, and its answer and candidates reach the camera', async () => {
  const endpoint = await show();
  const { webRtcSessionId: id, deferredOffer } = await viewer.solicit(endpoint);
  expect(deferredOffer).toBe(false);
  const offer = await viewer.heard('offer', id);
  expect(offer).toContain('m=video 9 ');
  expect(offer).toContain('m=audio 9 ');
  await viewer.transport(endpoint).provideAnswer({ webRtcSessionId: id, sdp: OFFER });
  const way = { candidate: 'candidate:1 1 udp 1 192.0.2.1 5000 typ host', sdpMid: '0', sdpmLineIndex: 0 };
  await viewer.transport(endpoint).provideIceCandidates({ webRtcSessionId: id, iceCandidates: [way] });
  const nonsense = [{ ...way, candidate: 'here' }];
  await expect(
    viewer.transport(endpoint).provideIceCandidates({ webRtcSessionId: id, iceCandidates: nonsense }),
  ).rejects.toMatchObject(refusal('DynamicConstraintError'));
  await expect(viewer.transport(endpoint).provideAnswer({ webRtcSessionId: id, sdp: 'no' })).rejects.toMatchObject(
    refusal('DynamicConstraintError'),
  );
});

test('a session is changed by a further offer, and its answer is sent', async () => {
  const endpoint = await show();
  const { webRtcSessionId: id } = await viewer.offer(endpoint);
  await viewer.heard('answer', id);
  viewer.told.length = 0;
  await viewer.transport(endpoint).provideOffer({ webRtcSessionId: id, sdp: OFFER });
  expect(await viewer.heard('answer', id)).toBe(camera.sessions[0]?.description.sdp);
  expect(camera.sessions).toHaveLength(1);
});

test('the snapshot is a JPEG of the camera, no larger than asked for and never too large for Matter', async () => {
  const endpoint = await show();
  const streams = viewer.streams(endpoint);
  const { snapshotStreamId } = await streams.snapshotStreamAllocate({
    imageCodec: CameraAvStreamManagement.ImageCodec.Jpeg,
    maxFrameRate: 1,
    minResolution: SIZE,
    maxResolution: SIZE,
    quality: 80,
  });
  const small = await streams.captureSnapshot({ snapshotStreamId, requestedResolution: SIZE });
  const taken = await camera.snapshot({ maxWidth: 640 });
  expect(small).toMatchObject({ imageCodec: 0, resolution: SIZE });
  expect(taken.ok && Buffer.from(small.data as Uint8Array).equals(taken.jpeg)).toBe(true);
  // 66,914 bytes at 1280 pixels: more than a message holds.
  const large = await streams.captureSnapshot({
    snapshotStreamId: null,
    requestedResolution: { width: 1920, height: 1080 },
  });
  expect(large.resolution).toEqual(SIZE);
  await expect(streams.captureSnapshot({ snapshotStreamId: 9, requestedResolution: SIZE })).rejects.toMatchObject(
    refusal('NotFound'),
  );
});

test.each<[string, (endpoint: Endpoint) => Promise<unknown>, keyof typeof Status]>([
  ['a description that is none', (it) => viewer.offer(it, { sdp: 'v=0 nothing' }), 'DynamicConstraintError'],
  ['a stream that nobody allocated', (it) => viewer.offer(it, { videoStreamId: 7 }), 'DynamicConstraintError'],
  [
    'a usage that is not offered',
    (it) => viewer.offer(it, { streamUsage: StreamUsage.Recording }),
    'DynamicConstraintError',
  ],
  ['neither picture nor sound', (it) => viewer.offerNothing(it), 'InvalidCommand'],
  [
    'the end of no session',
    (it) => viewer.transport(it).endSession({ webRtcSessionId: 77, reason: HANG_UP }),
    'NotFound',
  ],
  [
    'more pixels than there are',
    (it) => viewer.streams(it).videoStreamAllocate({ ...VIDEO, minResolution: { width: 3840, height: 2160 } }),
    'DynamicConstraintError',
  ],
])('an app is refused %s', async (_what, ask, status) => {
  const endpoint = await show();
  await expect(ask(endpoint)).rejects.toMatchObject(refusal(status));
  expect(camera.sessions).toEqual([]);
  await fabric.settled();
  expect(sessionsOf(endpoint)).toEqual([]);
});

test('an app is refused what the camera refuses: too many sessions, no connection', async () => {
  const endpoint = await show();
  await viewer.offer(endpoint);
  await viewer.offer(endpoint);
  await expect(viewer.offer(endpoint)).rejects.toMatchObject(refusal('ResourceExhausted'));
  camera.set({ available: false });
  await expect(viewer.offer(endpoint)).rejects.toMatchObject(refusal('Failure'));
  await expect(
    viewer.streams(endpoint).captureSnapshot({ snapshotStreamId: null, requestedResolution: SIZE }),
  ).rejects.toMatchObject(refusal('Failure'));
});

test('one ecosystem cannot take every session of a camera, nor touch those of another', async () => {
  camera.become({ sessions: 9 });
  const endpoint = await show();
  const ids: number[] = [];
  for (const _ of [1, 2, 3]) ids.push((await viewer.offer(endpoint)).webRtcSessionId);
  await expect(viewer.offer(endpoint)).rejects.toMatchObject(refusal('ResourceExhausted'));
  const { controller, peer } = await fabric.join();
  try {
    const other = await Viewer.at(controller, peer);
    const theirs = [...peer.endpoints].find(({ number }) => number === endpoint.number);
    if (!theirs) throw new Error('The other ecosystem sees no camera.');
    const [webRtcSessionId = 0] = ids;
    await expect(other.transport(theirs).endSession({ webRtcSessionId, reason: HANG_UP })).rejects.toMatchObject(
      refusal('NotFound'),
    );
    await expect(other.transport(theirs).provideOffer({ webRtcSessionId, sdp: OFFER })).rejects.toMatchObject(
      refusal('NotFound'),
    );
    const { webRtcSessionId: own } = await other.offer(theirs);
    await other.heard('answer', own);
    expect(camera.sessions).toHaveLength(4);
    await peer.decommission();
    await fabric.settled();
  } finally {
    await controller.close();
  }
  expect(camera.sessions).toHaveLength(3);
}, 60_000);

test('the curtain is drawn from an app: sessions end there and everywhere, and nothing is seen until it opens', async () => {
  const endpoint = await show();
  const { webRtcSessionId: id } = await viewer.offer(endpoint);
  await viewer.heard('answer', id);
  await endpoint.setStateOf(CameraAvStreamManagementClient, { softLivestreamPrivacyModeEnabled: true });
  expect(await viewer.heard('end', UNNAMED)).toBe(11);
  expect(camera.state.private).toBe(true);
  await expect(viewer.offer(endpoint)).rejects.toMatchObject(refusal('InvalidInState'));
  await expect(
    viewer.streams(endpoint).captureSnapshot({ snapshotStreamId: null, requestedResolution: SIZE }),
  ).rejects.toMatchObject(refusal('InvalidInState'));
  await camera.setPrivate(false);
  await fabric.settled();
  expect(streamsOf(endpoint).softLivestreamPrivacyModeEnabled).toBe(false);
  await viewer.offer(endpoint);
});

test('what a camera cannot do is refused, not taken and ignored', async () => {
  const endpoint = await show();
  await expect(endpoint.setStateOf(CameraAvStreamManagementClient, { microphoneMuted: true })).rejects.toThrow();
  await fabric.settled();
  expect(streamsOf(endpoint).microphoneMuted).toBe(false);
});

test('the camera goes: its sessions end, and the endpoint with it', async () => {
  const endpoint = await show();
  const { webRtcSessionId: id } = await viewer.offer(endpoint);
  await viewer.heard('answer', id);
  camera.set({ available: false });
  expect(await viewer.heard('end', UNNAMED)).toBe(5);
  media.remove('cams/yard');
  await fabric.settled();
  expect(fabric.find(CAMERA)).toBeUndefined();
});

test('a camera that becomes able to do something else stays itself in apps, and ends what was agreed on before', async () => {
  const endpoint = await show();
  const { videoStreamId } = await viewer.streams(endpoint).videoStreamAllocate(VIDEO);
  const { webRtcSessionId: id } = await viewer.offer(endpoint, { videoStreamId });
  await viewer.heard('answer', id);
  camera.become({ sessions: 7 });
  await fabric.settled();
  expect(camera.sessions).toEqual([]);
  const now = fabric.at(CAMERA);
  expect(now.number).toBe(endpoint.number);
  expect(streamsOf(now)).toMatchObject({ maxConcurrentEncoders: 7, allocatedVideoStreams: [] });
  expect(sessionsOf(now)).toEqual([]);
});

test('a doorbell with a camera is a video doorbell, whose ring is heard inside of it and at its own button', async () => {
  camera = new MockMediaSource('bell/1', { capabilities: { privacy: false } });
  home = new MemoryHome({ media: new MockMedia(camera) }).device({ id: 'bell/1', name: 'Front', events: ['ring'] }, {});
  await fabric.show(home);
  const bell = fabric.at('bell/1#camera');
  expect(bell.stateOf(DescriptorClient).deviceTypeList.map(({ deviceType }) => deviceType)).toContain(0x143);
  const [inner, button] = [...bell.parts];
  if (!inner || !button) throw new Error('A video doorbell has two endpoints inside.');
  expect(button.stateOf(DescriptorClient).deviceTypeList.map(({ deviceType }) => deviceType)).toContain(0x148);
  const heard: string[] = [];
  button.eventsOf(SwitchClient).initialPress?.on(() => void heard.push('inside'));
  fabric
    .at('bell/1#ring')
    .eventsOf(SwitchClient)
    .initialPress?.on(() => void heard.push('own'));
  home.event('bell/1', 'ring');
  await fabric.settled();
  expect(heard.toSorted()).toEqual(['inside', 'own']);
  const { webRtcSessionId: id } = await viewer.offer(inner);
  expect(await viewer.heard('answer', id)).toContain('m=video 9 ');
});

test('a camera without a live picture is a snapshot camera', async () => {
  camera.become({ video: [] });
  const endpoint = await show();
  expect(endpoint.stateOf(DescriptorClient).deviceTypeList.map(({ deviceType }) => deviceType)).toContain(0x145);
  expect(endpoint.behaviors.has(WebRtcTransportProviderClient)).toBeFalsy();
  const taken = await viewer.streams(endpoint).captureSnapshot({ snapshotStreamId: null, requestedResolution: SIZE });
  expect(taken.resolution).toEqual(SIZE);
});

test('a home without a media hub shows the device as it did before', async () => {
  home = new MemoryHome().device({ id: 'cams/yard', name: 'Yard' }, { motion: false });
  await fabric.show(home);
  expect(fabric.find(CAMERA)).toBeUndefined();
  expect(fabric.find('cams/yard#motion')).toBeDefined();
});
