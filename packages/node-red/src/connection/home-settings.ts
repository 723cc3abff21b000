import type { SecretText } from '@nightlatch/model';

/** How a `nightlatch home` reaches its home: by joining a hub on the link, or by being the hub. */
export type HomeSettings = JoinSettings | HostSettings;

export interface JoinSettings {
  readonly role: 'join';
  /** Id of the home, as the hub's configuration has it. */
  readonly home: string;
  /** `mqtt://host:1885` or `mqtts://host:8885`. */
  readonly broker: string;
  /** Our name on the link. */
  readonly client: string;
  readonly password?: SecretText;
  /** PEM file of the authority that signed the broker's certificate. */
  readonly ca?: string;
}

export interface HostSettings {
  readonly role: 'host';
  /** The house's configuration, YAML or JSON. Secrets are in it by name only. */
  readonly configuration: string;
  /** `name: "text"` lines: the secrets that the configuration names. */
  readonly secrets?: SecretText;
  /** Folder of the hub's database and keys. */
  readonly dataDir: string;
  /** Paths in the configuration, and `secrets.yaml`, are meant from this file's folder. */
  readonly file: string;
}

/** The node as the flow holds it; its secrets are Node-RED's credentials. */
export interface HomeNodeConfig {
  readonly role?: string;
  readonly home?: string;
  readonly broker?: string;
  readonly client?: string;
  readonly ca?: string;
  readonly configuration?: string;
}

/** Tells whether two settings lead to the same home in the same way, so that a connection may go on. */
export function isSameConnection(a: HomeSettings, b: HomeSettings): boolean {
  return fingerprint(a) === fingerprint(b);
}

function fingerprint(settings: HomeSettings): string {
  const parts =
    settings.role === 'join'
      ? [settings.home, settings.broker, settings.client, settings.password?.reveal(), settings.ca]
      : [settings.configuration, settings.secrets?.reveal(), settings.dataDir, settings.file];
  return JSON.stringify([settings.role, ...parts.map((part) => part ?? null)]);
}
