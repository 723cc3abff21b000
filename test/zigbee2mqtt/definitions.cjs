// Run as a program of its own: loading every definition inside a test runner takes it half a minute.
//   node definitions.cjs exposes             every definition, one JSON object a line: what its devices expose
//   node definitions.cjs devices [model …]   what Zigbee2MQTT keeps of one device of each definition, one a line
const fs = require('node:fs');
const path = require('node:path');

const converters = path.dirname(require.resolve('zigbee-herdsman-converters'));
const { prepareDefinition } = require('zigbee-herdsman-converters');
const { Zcl } = require(require.resolve('zigbee-herdsman', { paths: [converters] }));

/** Definitions that compute their exposes from the device at hand are asked with one that has nothing. */
const NO_DEVICE = { isDummyDevice: true, endpoints: [], getEndpoint: () => undefined };
const IAS_ZONE = 0x0500;

function* definitions() {
  const folder = path.join(converters, 'devices');
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.js'))) {
    for (const definition of require(path.join(folder, file)).definitions ?? []) {
      yield { definition, prepared: prepareDefinition({ ...definition }) };
    }
  }
}

function exposesOf(prepared) {
  if (typeof prepared.exposes !== 'function') return prepared.exposes;
  try {
    return prepared.exposes(NO_DEVICE, {});
  } catch {
    return [];
  }
}

function clusterId(cluster) {
  if (typeof cluster === 'number') return cluster;
  try {
    return Zcl.Utils.getCluster(cluster).ID;
  } catch {
    return undefined;
  }
}

/** The line that herdsman keeps of a device that it recognises as this definition; addresses are filled in by the caller. */
function deviceOf({ definition, prepared }) {
  const fingerprint =
    definition.fingerprint?.find(
      ({ modelID }) => !definition.zigbeeModel?.length || modelID === definition.zigbeeModel[0],
    ) ?? {};
  const modelId = definition.zigbeeModel?.[0] ?? fingerprint.modelID;
  const names = exposesOf(prepared).map(({ name }) => name);
  const onBattery = names.includes('battery') || names.includes('battery_low');
  const clusters = (prepared.fromZigbee ?? [])
    .map(({ cluster }) => clusterId(cluster))
    .filter((id) => id !== undefined);
  const inputs = [...new Set([0, 3, ...clusters])];
  const device = { ...NO_DEVICE, modelID: modelId, manufacturerName: fingerprint.manufacturerName };
  let named = {};
  try {
    named = definition.endpoint?.(device) ?? prepared.endpoint?.(device) ?? {};
  } catch {
    // Its endpoints depend on a real device: one endpoint will do.
  }
  const fixed = (fingerprint.endpoints ?? []).map(({ ID }) => ID);
  const ids = [...new Set([1, ...Object.values(named), ...fixed])].filter(
    (id) => Number.isInteger(id) && id > 0 && id < 255,
  );
  const endpoints = Object.fromEntries(
    ids.map((id) => {
      const known = fingerprint.endpoints?.find(({ ID }) => ID === id) ?? {};
      const isZone = inputs.includes(IAS_ZONE);
      return [
        id,
        {
          profId: known.profileID ?? 260,
          epId: id,
          devId: known.deviceID ?? (isZone ? 0x0402 : 0x0051),
          inClusterList: known.inputClusters ?? inputs,
          outClusterList: known.outputClusters ?? [],
          clusters: {},
          binds: [],
          configuredReportings: [],
          meta: {},
        },
      ];
    }),
  );
  return {
    type: fingerprint.type ?? (onBattery ? 'EndDevice' : 'Router'),
    manufId: fingerprint.manufacturerID ?? 4098,
    manufName: fingerprint.manufacturerName ?? definition.vendor,
    powerSource: fingerprint.powerSource ?? (onBattery ? 'Battery' : 'Mains (single phase)'),
    modelId,
    epList: ids,
    endpoints,
    appVersion: fingerprint.applicationVersion ?? 1,
    stackVersion: fingerprint.stackVersion,
    zclVersion: fingerprint.zclVersion ?? 3,
    hwVersion: fingerprint.hardwareVersion ?? 1,
    dateCode: fingerprint.dateCode ?? '',
    swBuildId: fingerprint.softwareBuildID,
    interviewCompleted: true,
    interviewState: 'SUCCESSFUL',
    meta: { configured: 1 },
  };
}

const [what, ...models] = process.argv.slice(2);
const lines = [];
for (const entry of definitions()) {
  const { model, vendor, description } = entry.definition;
  if (models.length > 0 && !models.includes(model)) continue;
  if (what === 'exposes') {
    const isComputed = typeof entry.prepared.exposes === 'function';
    lines.push(JSON.stringify({ model, vendor, description, isComputed, exposes: exposesOf(entry.prepared) }));
  } else {
    lines.push(JSON.stringify({ model, vendor, device: deviceOf(entry) }));
  }
}
process.stdout.write(lines.join('\n'));
