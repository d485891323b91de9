// @ts-check

import { SAMPLE_RATE, highPass, lowPass } from './filters.mjs';
import { echo, reverb } from './space.mjs';

/** @typedef {import('./space.mjs').Stereo} Stereo */

/**
 * @typedef {object} ChannelSettings
 * @property {number} [gain]
 * @property {number} [pan] -1 left to 1 right
 * @property {number} [room] how much of it goes to the room
 * @property {number} [echo] how much of it goes to the echo
 * @property {number} [above] Hz below which it is cut
 * @property {number} [below] Hz above which it is cut
 */

/** One strip of the desk: notes are laid on it at their times. */
export class Channel {
  /**
   * @param {number} length samples
   * @param {ChannelSettings} settings
   */
  constructor(length, settings) {
    this.settings = settings;
    this.left = new Float32Array(length);
    this.right = new Float32Array(length);
  }

  /**
   * @param {Float32Array} samples
   * @param {number} at seconds
   * @param {number} [level]
   * @param {number} [pan] added to the channel's
   */
  play(samples, at, level = 1, pan = 0) {
    const place = Math.max(-1, Math.min(1, (this.settings.pan ?? 0) + pan));
    const angle = ((place + 1) * Math.PI) / 4;
    const toLeft = level * Math.SQRT2 * Math.cos(angle);
    const toRight = level * Math.SQRT2 * Math.sin(angle);
    const from = Math.round(at * SAMPLE_RATE);
    const end = Math.min(samples.length, this.left.length - from);
    for (let i = Math.max(0, -from); i < end; i++) {
      this.left[from + i] += toLeft * samples[i];
      this.right[from + i] += toRight * samples[i];
    }
  }

  /**
   * Makes the channel quieter at each given moment, as when a drum pushes the others back.
   *
   * @param {number[]} moments seconds
   * @param {number} depth 0 to 1
   * @param {number} seconds until it is back
   */
  duck(moments, depth, seconds) {
    const length = Math.round(seconds * SAMPLE_RATE);
    for (const moment of moments) {
      const from = Math.round(moment * SAMPLE_RATE);
      for (let i = 0; i < length && from + i < this.left.length; i++) {
        const down = Math.min(1, i / 220) * (0.5 + 0.5 * Math.cos((Math.PI * i) / length));
        this.left[from + i] *= 1 - depth * down;
        this.right[from + i] *= 1 - depth * down;
      }
    }
  }
}

/** The desk: channels, one room and one echo. */
export class Mixer {
  /** @type {Channel[]} */
  #channels = [];

  /**
   * @param {number} seconds
   * @param {{ room?: Parameters<typeof reverb>[1], echo?: Parameters<typeof echo>[1] }} [space]
   */
  constructor(seconds, space = {}) {
    this.length = Math.round(seconds * SAMPLE_RATE);
    this.space = space;
  }

  /** @param {ChannelSettings} settings */
  channel(settings) {
    const made = new Channel(this.length, settings);
    this.#channels.push(made);
    return made;
  }

  /** @returns {Stereo} */
  mix() {
    const out = { left: new Float32Array(this.length), right: new Float32Array(this.length) };
    const toRoom = { left: new Float32Array(this.length), right: new Float32Array(this.length) };
    const toEcho = { left: new Float32Array(this.length), right: new Float32Array(this.length) };
    for (const { left, right, settings } of this.#channels) {
      for (const side of [left, right]) {
        if (settings.above) highPass(side, settings.above);
        if (settings.below) lowPass(side, settings.below);
      }
      const sides = { left, right };
      add(out, sides, settings.gain ?? 1);
      add(toRoom, sides, (settings.gain ?? 1) * (settings.room ?? 0));
      add(toEcho, sides, (settings.gain ?? 1) * (settings.echo ?? 0));
    }
    if (this.space.echo) {
      const echoes = echo(toEcho, this.space.echo);
      add(out, echoes, 1);
      add(toRoom, echoes, 0.3);
    }
    add(out, reverb(toRoom, this.space.room), 1);
    return out;
  }
}

/**
 * @param {Stereo} target changed in place
 * @param {Stereo} source
 * @param {number} level
 */
function add(target, source, level) {
  if (level === 0) return;
  for (let i = 0; i < target.left.length; i++) {
    target.left[i] += level * source.left[i];
    target.right[i] += level * source.right[i];
  }
}
