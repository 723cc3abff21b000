// Loaded with `node --require` before the real Zigbee2MQTT: takes the place of the radio adapter and of nothing else.
// The test that started the process tells it, over Node's own channel, what devices send and how they behave.
const path = require('node:path');

const herdsman = path.dirname(require.resolve('zigbee-herdsman', { paths: [process.env.ZIGBEE2MQTT_HOME] }));
const { Adapter } = require(path.join(herdsman, 'adapter/adapter.js'));
const Zcl = require(path.join(herdsman, 'zspec/zcl/index.js'));
const Zdo = require(path.join(herdsman, 'zspec/zdo/index.js'));

const COORDINATOR = '0x00124b0000000001';
const MAINS_ROUTER = 0x8e;
const BATTERY_DEVICE = 0x80;
const GLOBAL_COMMANDS = ['attributeReport', 'report', 'readRsp'];
const LOCK_STATE = { notFullyLocked: 0, locked: 1, unlocked: 2 };

class FakeRadio extends Adapter {
  /** By network address: what a device is made of and how it behaves. */
  devices = new Map();
  sent = [];
  sequence = 0;

  async start() {
    radio = this;
    return 'resumed';
  }
  async stop() {}
  async reset() {}
  async addInstallCode() {}
  async permitJoin() {}
  async setChannelInterPAN() {}
  async restoreChannelInterPAN() {}
  async sendZclFrameInterPANToIeeeAddr() {}
  async sendZclFrameInterPANBroadcast() {}
  async sendZclFrameToGroup() {}
  async sendZclFrameToAll() {}
  async supportsBackup() {
    return false;
  }
  async backup() {
    throw new Error('There is no radio to back up.');
  }
  async getCoordinatorIEEE() {
    return COORDINATOR;
  }
  async getCoordinatorVersion() {
    return { type: 'zStack3x0', meta: { revision: 20240710 } };
  }
  async getNetworkParameters() {
    const { panID, extendedPanID, channelList } = this.networkOptions;
    return {
      panID,
      extendedPanID: `0x${Buffer.from(extendedPanID).toString('hex')}`,
      channel: channelList[0],
      nwkUpdateID: 0,
    };
  }
  waitFor() {
    return { promise: new Promise(() => {}), cancel: () => {} };
  }

  /** Answers the interview of a device that joins. */
  async sendZdo(_ieee, address, cluster, payload, disableResponse) {
    if (disableResponse) return undefined;
    const device = this.devices.get(address);
    const ok = Zdo.Status.SUCCESS;
    switch (cluster) {
      case Zdo.ClusterId.NODE_DESCRIPTOR_REQUEST:
        if (address !== 0 && !device) throw new Error(`No device has the address ${address}.`);
        return [ok, nodeDescriptor(address, device)];
      case Zdo.ClusterId.ACTIVE_ENDPOINTS_REQUEST:
        return [ok, { nwkAddress: address, endpointList: device ? Object.keys(device.endpoints).map(Number) : [1] }];
      case Zdo.ClusterId.SIMPLE_DESCRIPTOR_REQUEST:
        return [ok, simpleDescriptor(address, payload[payload.length - 1], device)];
      case Zdo.ClusterId.BIND_REQUEST:
      case Zdo.ClusterId.UNBIND_REQUEST:
      case Zdo.ClusterId.LEAVE_REQUEST:
        return [ok, undefined];
      default:
        throw new Error(`The fake radio does not answer ZDO cluster ${cluster}.`);
    }
  }

  /** Receives a frame for a device, and answers as the device would. */
  async sendZclFrameToEndpoint(_ieee, address, endpoint, frame) {
    const device = this.devices.get(address);
    this.sent.push({
      address,
      endpoint,
      cluster: frame.cluster.name,
      command: frame.command.name,
      payload: frame.payload,
    });
    if (device?.dead) throw new Error('The device does not answer.');
    if (frame.header.isGlobal) return this.answerGlobal(address, endpoint, frame, device);
    if (frame.cluster.name === 'closuresDoorLock') return this.answerLock(address, endpoint, frame, device);
    return this.reply(address, endpoint, frame, Zcl.FrameType.GLOBAL, 'defaultRsp', {
      cmdId: frame.command.ID,
      statusCode: 0,
    });
  }

  answerGlobal(address, endpoint, frame, device) {
    const reply = (command, payload) => this.reply(address, endpoint, frame, Zcl.FrameType.GLOBAL, command, payload);
    switch (frame.command.name) {
      case 'read': {
        const known = device?.endpoints?.[endpoint]?.attributes?.[frame.cluster.name] ?? {};
        const attributes = Object.values(frame.cluster.attributes);
        return reply(
          'readRsp',
          frame.payload.map(({ attrId }) => {
            const attribute = attributes.find(({ ID }) => ID === attrId);
            const value = attribute && known[attribute.name];
            if (value === undefined) return { attrId, status: Zcl.Status.UNSUPPORTED_ATTRIBUTE };
            return { attrId, status: Zcl.Status.SUCCESS, dataType: attribute.type, attrData: value };
          }),
        );
      }
      case 'write':
        return reply('writeRsp', [{ status: Zcl.Status.SUCCESS }]);
      case 'configReport':
        return reply('configReportRsp', [{ status: Zcl.Status.SUCCESS }]);
      default:
        return undefined;
    }
  }

  answerLock(address, endpoint, frame, device) {
    const { name } = frame.command;
    if (name === 'lockDoor' || name === 'unlockDoor') {
      const wanted = name === 'lockDoor' ? LOCK_STATE.locked : LOCK_STATE.unlocked;
      const attrData = device?.jam ? LOCK_STATE.notFullyLocked : wanted;
      const report = [{ attrId: 0, dataType: Zcl.DataType.ENUM8, attrData }];
      if (!device?.stuck)
        setTimeout(
          () =>
            this.fromDevice({
              address,
              endpoint,
              cluster: 'closuresDoorLock',
              command: 'attributeReport',
              payload: report,
            }),
          100,
        );
    }
    return this.reply(address, endpoint, frame, Zcl.FrameType.SPECIFIC, `${name}Rsp`, { status: 0 });
  }

  reply(address, endpoint, frame, type, command, payload) {
    const { manufacturerCode, transactionSequenceNumber } = frame.header;
    const answer = Zcl.Frame.create(
      type,
      Zcl.Direction.SERVER_TO_CLIENT,
      true,
      manufacturerCode,
      transactionSequenceNumber,
      command,
      frame.cluster.name,
      payload,
      {},
    );
    return received(address, endpoint, frame.cluster.ID, answer.toBuffer());
  }

  /** Lets Zigbee2MQTT receive a frame as if a device had sent it. */
  fromDevice({ address, endpoint = 1, cluster, command, payload, toServer = false, manufacturerCode }) {
    const type = GLOBAL_COMMANDS.includes(command) ? Zcl.FrameType.GLOBAL : Zcl.FrameType.SPECIFIC;
    const direction = toServer ? Zcl.Direction.CLIENT_TO_SERVER : Zcl.Direction.SERVER_TO_CLIENT;
    this.sequence = (this.sequence + 1) & 0xff;
    const name = command === 'attributeReport' ? 'report' : command;
    const frame = Zcl.Frame.create(type, direction, true, manufacturerCode, this.sequence, name, cluster, payload, {});
    this.emit('zclPayload', received(address, endpoint, frame.cluster.ID, frame.toBuffer()));
    return this.sequence;
  }
}

let radio;
Adapter.create = async (...options) => new FakeRadio(...options);

function received(address, endpoint, clusterID, data) {
  return {
    clusterID,
    header: Zcl.Header.fromBuffer(data),
    address,
    data,
    endpoint,
    linkquality: 120,
    groupID: 0,
    wasBroadcast: false,
    destinationEndpoint: 1,
  };
}

function nodeDescriptor(address, device) {
  const isRouter = device?.type === 'Router';
  return {
    nwkAddress: address,
    logicalType: address === 0 ? 0 : isRouter ? 1 : 2,
    apsFlags: 0,
    frequencyBand: 8,
    capabilities: Zdo.Utils.getMacCapFlags(isRouter ? MAINS_ROUTER : BATTERY_DEVICE),
    manufacturerCode: device?.manufacturerCode ?? 0,
    maxBufSize: 82,
    maxIncTxSize: 128,
    serverMask: Zdo.Utils.getServerMask(0),
    maxOutTxSize: 128,
    deprecated1: 0,
    tlvs: [],
  };
}

function simpleDescriptor(address, endpoint, device) {
  const { profileId = 260, deviceId = 5, inputs = [], outputs = [] } = device?.endpoints?.[endpoint] ?? {};
  return {
    nwkAddress: address,
    length: 14,
    endpoint,
    profileId,
    deviceId,
    deviceVersion: 0,
    inClusterList: inputs,
    outClusterList: outputs,
  };
}

const VERBS = {
  define: ({ address, ...behaviour }) =>
    void radio.devices.set(address, { endpoints: {}, ...radio.devices.get(address), ...behaviour }),
  join: (device) => {
    radio.devices.set(device.address, device);
    radio.emit('deviceJoined', { networkAddress: device.address, ieeeAddr: device.ieee });
  },
  leave: ({ ieee, address }) => void radio.emit('deviceLeave', { ieeeAddr: ieee, networkAddress: address }),
  send: (frame) => radio.fromDevice(frame),
  sent: () => JSON.parse(JSON.stringify(radio.sent)),
};

process.on('message', ({ id, verb, body }) => {
  try {
    process.send({ id, result: VERBS[verb](body) });
  } catch (error) {
    process.send({ id, error: String(error.stack) });
  }
});
