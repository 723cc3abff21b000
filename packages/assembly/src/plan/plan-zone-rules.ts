import type { ZoneConfig } from '@nightlatch/alarm';
import type { ZoneSettings } from '../schema/configuration-schema.ts';

type ZoneRules = Pick<
  ZoneConfig,
  | 'entryDelayClass'
  | 'useExitDelay'
  | 'useEntryDelay'
  | 'armOnClose'
  | 'allowOpen'
  | 'autoBypass'
  | 'whenUnavailable'
  | 'minActiveSeconds'
  | 'confirm'
>;

/** Plans how a zone differs from what its type usually does: what is as usual is left out. */
export function planZoneRules(zone: Partial<ZoneSettings>): ZoneRules {
  const { useExitDelay, useEntryDelay, autoBypass, whenUnavailable, minActive, confirm } = zone;
  return {
    ...(zone.delay === 2 ? { entryDelayClass: 2 } : {}),
    ...(useExitDelay === undefined ? {} : { useExitDelay }),
    ...(useEntryDelay === undefined ? {} : { useEntryDelay }),
    ...(zone.armOnClose ? { armOnClose: true } : {}),
    ...(zone.allowOpen ? { allowOpen: true } : {}),
    ...(autoBypass === undefined ? {} : { autoBypass }),
    ...(whenUnavailable === undefined || whenUnavailable === 'trouble' ? {} : { whenUnavailable }),
    ...(minActive === undefined ? {} : { minActiveSeconds: minActive }),
    ...(confirm === undefined ? {} : { confirm }),
  };
}
