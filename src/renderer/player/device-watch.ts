import { foundDevice, lostDevice, type OutputDevice, type OutputDevices } from './output-devices';
import type { PlayerNotice } from './player-state';

/** Not every system tells that a device has gone: while something is heard it is looked so long after the look before. */
export const LOOK_EVERY_MS = 1_000;
/** The same where there is one device alone and none is waited for: nothing of what is heard could go on elsewhere. */
export const LOOK_AT_ONE_EVERY_MS = 4_000;

/** Where no device is left it is looked whether the system's sound, begun anew, has come back: so long after each other. */
const RENEW_AFTER_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000];

export interface DeviceWatchDeps {
  readonly readDevices: () => Promise<OutputDevices>;
  /** Something sounds just now. */
  readonly isHeard: () => boolean;
  /** Calls back when that may have changed; the returned function ends it. */
  readonly onHeard: (listener: () => void) => () => void;
  /** Calls back where the system tells that devices have come or gone; the returned function ends it. */
  readonly onDevices: (listener: () => void) => () => void;
  /** Has what is heard stand. */
  readonly pause: () => void;
  /** Begins anew what hands sound to the system; see `player.renewSound`. */
  readonly renew: () => Promise<unknown>;
  readonly tell: (notice: PlayerNotice) => void;
}

/**
 * Decides where sound is heard: on the chosen device where it is there, else on what the system prefers. Where the device that
 * is heard goes, all is paused: whoever pulls out headphones does not want the room to hear the rest. Nothing begins by
 * itself when one comes, and what is heard does not move to it unasked.
 */
export interface DeviceWatch {
  /**
   * Watches from now on, and looks for the first time when something is heard or a device is chosen: for the system's devices
   * Chromium begins processes of its own. The returned function ends it.
   */
  begin(): () => void;
  /** The person has chosen a device, or none; what is heard goes there at once. */
  choose(device: OutputDevice | null): void;
  /** Tells why what was heard has stopped by itself: its device may have gone, or all that the system has. */
  explain(): Promise<void>;
  /** Has what is heard go to the chosen device, which had come back. */
  goBack(): void;
  /** The id of the device, or an empty text for the one that the system prefers; null before it is known. */
  heardOn(): string | null;
  subscribe(listener: () => void): () => void;
}

export function createDeviceWatch(deps: DeviceWatchDeps): DeviceWatch {
  const listeners = new Set<() => void>();
  let chosen: OutputDevice | null = null;
  let known: OutputDevices | null = null;
  let heardOn: string | null = null;
  /** It has been told that the chosen device is not there. */
  let isToldAway = false;
  let isToldBack = false;
  /** Something was heard at the last look, on what was there then. */
  let wasHeard = false;
  let looks = 0;
  let isWatching = false;
  /** How often it was begun or ended to look. */
  let watches = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBegun = false;
  let endDevices: (() => void) | null = null;
  let hadDevices = false;
  let renewals = 0;
  let renewTimer: ReturnType<typeof setTimeout> | undefined;

  async function look(hasFailed = false): Promise<void> {
    looks += 1;
    const mine = looks;
    const now = await deps.readDevices();
    if (mine !== looks && !hasFailed) return;
    const before = known;
    known = now;
    const heard = chosen !== null && heardOn !== '' ? { ...chosen, id: heardOn ?? chosen.id } : null;
    const lost = before === null ? null : lostDevice(before, now, heard);
    const isEnded = hadDevices && now.devices.length === 0;
    if (hasFailed || (deps.isHeard() && (isEnded || (lost !== null && wasHeard)))) {
      isToldAway ||= lost !== null;
      deps.pause();
      deps.tell(
        isEnded || lost === null ? { kind: 'sound-failed' } : { kind: 'device-gone', label: lost.label },
      );
    }
    if (isEnded) renewSoon();
    hadDevices ||= now.devices.length > 0;
    settle();
    wasHeard = deps.isHeard();
  }

  /** None of all devices is left: the system's sound may have ended, and begun again meanwhile. */
  function renewSoon(): void {
    const afterMs = RENEW_AFTER_MS[renewals];
    if (renewTimer !== undefined || afterMs === undefined) return;
    renewals += 1;
    renewTimer = setTimeout(() => {
      renewIfEnded().catch(console.warn);
    }, afterMs);
  }

  async function renewIfEnded(): Promise<void> {
    try {
      // Where it was begun anew just before, there was nothing for a moment.
      const { devices } = await deps.readDevices();
      if (devices.length === 0) await deps.renew();
    } finally {
      renewTimer = undefined;
    }
    await look();
  }

  /** What is heard goes where it is meant to be heard, as far as nobody is surprised by it. */
  function settle(isAskedFor = false): void {
    if (known === null) return;
    const found = foundDevice(known, chosen);
    if (chosen !== null && found === null && deps.isHeard() && !isToldAway) {
      isToldAway = true;
      const { devices, preferred } = known;
      const instead = devices.find(({ id }) => id === preferred || devices.length === 1);
      deps.tell({ kind: 'device-away', label: chosen.label, instead: instead?.label ?? null });
    }
    if (found === null) isToldBack = false;
    else if (isToldAway) {
      const isElsewhere = deps.isHeard() && !isAskedFor && found.id !== heardOn;
      if (!isToldBack && !isAskedFor) deps.tell({ kind: 'device-back', label: found.label, isElsewhere });
      isToldBack = true;
      if (isElsewhere) return;
      isToldAway = false;
    }
    go(found?.id ?? '');
  }

  function go(deviceId: string): void {
    if (deviceId === heardOn) return;
    heardOn = deviceId;
    for (const listener of listeners) listener();
  }

  function lookNow(): void {
    look().catch(console.warn);
  }

  /** Looks, and again some time after the answer: on a busy machine that takes longer than the time between two looks. */
  async function watch(): Promise<void> {
    const mine = watches;
    await look().catch(console.warn);
    if (mine !== watches) return;
    const isAlone = known?.devices.length === 1 && (chosen === null || foundDevice(known, chosen) !== null);
    timer = setTimeout(() => void watch(), isAlone ? LOOK_AT_ONE_EVERY_MS : LOOK_EVERY_MS);
  }

  function endWatch(): void {
    watches += 1;
    clearTimeout(timer);
    isWatching = false;
  }

  function lookForTheFirstTime(): void {
    if (!isBegun || endDevices !== null) return;
    endDevices = deps.onDevices(lookNow);
    lookNow();
  }

  function onHeardChange(): void {
    const isHeard = deps.isHeard();
    if (isHeard === isWatching) return;
    endWatch();
    if (isHeard) {
      renewals = 0;
      isWatching = true;
      endDevices ??= deps.onDevices(lookNow);
      void watch();
    } else {
      wasHeard = false;
      settle();
    }
  }

  return {
    begin() {
      isBegun = true;
      if (chosen === null) go('');
      else lookForTheFirstTime();
      onHeardChange();
      const endHeard = deps.onHeard(onHeardChange);
      return () => {
        isBegun = false;
        endHeard();
        endDevices?.();
        endDevices = null;
        endWatch();
        clearTimeout(renewTimer);
        renewTimer = undefined;
        looks += 1;
      };
    },
    choose(device) {
      if (device?.id === chosen?.id) return;
      chosen = device;
      isToldAway = false;
      isToldBack = false;
      if (device !== null) lookForTheFirstTime();
      settle(true);
    },
    explain: () => look(true),
    goBack() {
      settle(true);
    },
    heardOn: () => heardOn,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
