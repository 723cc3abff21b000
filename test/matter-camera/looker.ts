/**
 * An app that looks at a Matter camera, in a process of its own: matter.js' controller for what is said, and werift for
 * the pictures. Arguments: the folder of its fabric, the bridge's port and passcode. It prints what it sees as JSON, a
 * line each.
 */
import { Endpoint, Environment, LogLevel, Logger, ServerNode } from '@matter/main';
import { CameraAvStreamManagementClient } from '@matter/main/behaviors/camera-av-stream-management';
import { SwitchClient } from '@matter/main/behaviors/switch';
import { WebRtcTransportProviderClient } from '@matter/main/behaviors/web-rtc-transport-provider';
import { WebRtcTransportRequestorServer } from '@matter/main/behaviors/web-rtc-transport-requestor';
import { CameraAvStreamManagement } from '@matter/main/clusters/camera-av-stream-management';
import { WebRtcTransportDefinitions } from '@matter/main/clusters/web-rtc-transport-definitions';
import { CameraControllerDevice } from '@matter/main/devices/camera-controller';
import { ControllerBehavior } from '@matter/main/node';
import { StreamUsage } from '@matter/main/types';
import * as werift from 'werift';

const [folder = '', port = '', passcode = ''] = process.argv.slice(2);
const say = (fact: object): void => console.log(JSON.stringify(fact));
const streamUsage = StreamUsage.LiveView;
/** More than the keyframe that a session begins with: what comes after it flows. */
const ENOUGH_PACKETS = 40;
const UNIT = { slice: 1, keyframe: 5, sequence: 7, picture: 8, fragment: 28 };

Environment.default.vars.set('storage.path', folder);
Logger.level = process.env['MATTER_LOG'] ? LogLevel.DEBUG : LogLevel.ERROR;
const controller = await ServerNode.create(ServerNode.RootEndpoint.with(ControllerBehavior), {
  id: 'controller',
  network: { port: 0, ble: false, tcp: true },
  commissioning: { enabled: false },
  controller: { adminFabricLabel: 'Test' },
});
const screen = new Endpoint(CameraControllerDevice, { id: 'screen' });
await controller.add(screen);
await controller.start();
const addresses = [{ type: 'udp', ip: '127.0.0.1', port: Number(port) } as const];
const peer = await controller.peers.forDescriptor({ deviceIdentifier: 'bridge', addresses });
await peer.commission({ passcode: Number(passcode) });
say({ paired: true });

const endpoints = [...peer.endpoints];
const camera = endpoints.find((it) => it.behaviors.has(WebRtcTransportProviderClient));
if (!camera) throw new Error('The bridge shows no camera.');
const bell = endpoints.find((it) => it.behaviors.has(SwitchClient) && it.owner === camera.owner);
bell?.eventsOf(SwitchClient).initialPress?.on(() => say({ rang: true }));

const size = { width: 640, height: 360 };
const streams = camera.commandsOf(CameraAvStreamManagementClient);
const { videoStreamId } = await streams.videoStreamAllocate({
  streamUsage,
  videoCodec: CameraAvStreamManagement.VideoCodec.H264,
  minFrameRate: 1,
  maxFrameRate: 15,
  minResolution: size,
  maxResolution: { width: 1280, height: 720 },
  minBitRate: 1,
  maxBitRate: 1_000_000,
  keyFrameInterval: 4000,
});

const parameters = 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f';
const webrtc = new werift.RTCPeerConnection({
  codecs: { video: [new werift.RTCRtpCodecParameters({ mimeType: 'video/H264', clockRate: 90_000, parameters })] },
  iceAdditionalHostAddresses: ['127.0.0.1'],
});
const flow = lookAt(webrtc);
webrtc.addTransceiver('video', { direction: 'recvonly' });
await webrtc.setLocalDescription(await webrtc.createOffer());

const events = screen.eventsOf(WebRtcTransportRequestorServer);
const answered = new Promise<string>((resolve) => events.answer.on((_session, sdp) => resolve(sdp)));
events.end.on((_session, reason) => say({ ended: reason }));
const provider = camera.commandsOf(WebRtcTransportProviderClient);
const offeredAt = performance.now();
const { webRtcSessionId } = await provider.provideOffer({
  webRtcSessionId: null,
  sdp: webrtc.localDescription?.sdp ?? '',
  streamUsage,
  originatingEndpointId: screen.number,
  videoStreamId,
});
const address = peer.state.commissioning.peerAddress;
if (!address) throw new Error('The bridge has no address.');
await screen.act((agent) =>
  agent.get(WebRtcTransportRequestorServer).upsertSession({
    id: webRtcSessionId,
    peerNodeId: address.nodeId,
    peerEndpointId: camera.number,
    streamUsage,
    metadataEnabled: false,
    videoStreams: [videoStreamId],
    fabricIndex: address.fabricIndex,
  }),
);
await webrtc.setRemoteDescription({ type: 'answer', sdp: await answered });
say({ answeredMs: Math.round(performance.now() - offeredAt) });
say({ ...(await flow), flowedMs: Math.round(performance.now() - offeredAt) });

const { data, resolution } = await streams.captureSnapshot({ snapshotStreamId: null, requestedResolution: size });
const jpeg = Buffer.from(data as Uint8Array);
say({ snapshot: resolution, bytes: jpeg.length, head: jpeg.subarray(0, 2).toString('hex') });

process.on('message', (message) => {
  if (message === 'hang up') void hangUp();
});
say({ ready: true });

async function hangUp(): Promise<void> {
  const { UserHangup: reason } = WebRtcTransportDefinitions.WebRtcEndReason;
  await provider.endSession({ webRtcSessionId, reason });
  await webrtc.close();
  say({ hungUp: true });
  await controller.close();
  process.exit();
}

/** Resolves once pictures flow: which units came, and whether any packet was lost on the way. */
async function lookAt(connection: werift.RTCPeerConnection): Promise<object> {
  const units = new Set<number>();
  let packets = 0;
  let lost = 0;
  let last: number | undefined;
  return await new Promise((resolve) => {
    connection.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe(({ header, payload }) => {
        const [first = 0, second = 0] = payload;
        units.add((first & 0x1f) === UNIT.fragment ? second & 0x1f : first & 0x1f);
        if (last !== undefined && header.sequenceNumber !== ((last + 1) & 0xffff)) lost += 1;
        last = header.sequenceNumber;
        packets += 1;
        const isWhole = [UNIT.sequence, UNIT.picture, UNIT.keyframe, UNIT.slice].every((unit) => units.has(unit));
        if (isWhole && packets >= ENOUGH_PACKETS)
          resolve({ packets, lost, units: [...units].toSorted((a, b) => a - b) });
      });
    });
  });
}
