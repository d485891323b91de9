import { useEffect, useEffectEvent, useState } from 'react';
import { useSnapshot } from '../query';
import {
  foundDevice,
  lostDevice,
  outputDevicesOf,
  type OutputDevice,
  type OutputDevices,
} from './output-devices';
import { player, tell } from './use-player';

const NONE: OutputDevices = { devices: [], preferred: '' };

async function readDevices(): Promise<OutputDevices> {
  return outputDevicesOf(await navigator.mediaDevices.enumerateDevices());
}

/** The devices that there are just now. */
export function useOutputDevices(): readonly OutputDevice[] {
  const [devices, setDevices] = useState<OutputDevices>(NONE);
  useEffect(() => {
    const read = () => {
      readDevices().then(setDevices, console.warn);
    };
    read();
    navigator.mediaDevices.addEventListener('devicechange', read);
    return () => {
      navigator.mediaDevices.removeEventListener('devicechange', read);
    };
  }, []);
  return devices.devices;
}

/**
 * Has songs heard on the chosen device. Where the device that is heard goes, playback stops: whoever pulls out headphones
 * does not want the room to hear the rest. It never begins by itself when one comes.
 */
export function useChosenDevice(isWanted: boolean): void {
  const { outputDevice } = useSnapshot().settings;
  const [known, setKnown] = useState<OutputDevices | null>(null);

  const look = useEffectEvent(async () => {
    const now = await readDevices();
    const lost = known === null ? null : lostDevice(known, now, outputDevice);
    if (lost !== null && player.getState().isPlaying) {
      player.pause();
      tell({ kind: 'device-gone', label: lost.label });
    }
    setKnown(now);
  });
  useEffect(() => {
    if (!isWanted) return;
    const onChange = () => {
      look().catch(console.warn);
    };
    onChange();
    navigator.mediaDevices.addEventListener('devicechange', onChange);
    return () => {
      navigator.mediaDevices.removeEventListener('devicechange', onChange);
    };
  }, [isWanted]);

  const wantedId = known === null ? null : (foundDevice(known, outputDevice)?.id ?? '');
  useEffect(() => {
    if (wantedId === null) return;
    player.setDevice(wantedId).catch(console.warn);
  }, [wantedId]);
}
