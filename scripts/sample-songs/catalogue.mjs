// @ts-check

import { beyondTheSea } from './songs/beyond-the-sea.mjs';
import { lowTide } from './songs/low-tide.mjs';
import { nightFerry } from './songs/night-ferry.mjs';
import { paperLanternsA, paperLanternsB } from './songs/paper-lanterns.mjs';
import { saltOnTheRailing } from './songs/salt-on-the-railing.mjs';
import { slowMachines } from './songs/slow-machines.mjs';

const LANTERNS_LYRICS_ID = 'ab342859-5207-4c0d-97d3-72f57b50e68b';

const WORK_THE_NIGHT_AWAY = `[Verse 1]
Coffee on the counter, radio on low
Twenty empty boxes and a page of things to stow
Somebody is sweeping where the trains used to be
Clock above the doorway has forgotten about me

[Chorus]
Work the night away, work the night away
Carry what you can and let the heavy ones stay
Windows going silver at the back of the bay
Nearly there, nearly there, work the night away

[Verse 2 - lighter]
Paint under my fingernails, sawdust in my hair
Singing to the freezer hum as if it would care
Half a slice of orange and a bus at ten to five
Every little street lamp keeping someone alive

[Final Chorus]
Work the night away, work the night away
Fold the dark up neatly, put the blankets away
If you see the sun first, tell her I'm on my way
Nearly home, nearly home, work the night away`;

/** @param {number} seconds */
function toMilliseconds(seconds) {
  return Math.round(seconds * 1000) / 1000;
}

/** Index in the lyrics and seconds: every line, and in the chorus every word. */
const nightFerryMarkers = nightFerry.score.lines.flatMap((line) => {
  const marks = line.section.startsWith('Chorus') ? line.words : [{ index: line.index, start: line.start }];
  return marks.map(({ index, start }) => [index, toMilliseconds(start)]);
});

/** First and last moment of every sung line. */
const saltMarkers = saltOnTheRailing.score.lines.map(({ start, end }) => [
  toMilliseconds(start),
  toMilliseconds(end),
]);

/**
 * What the sample service tells of its jobs. The clips vary in their fields as the answers of the real service
 * are seen to; `resources/sample/README.md` says where.
 */
export const catalogue = {
  version: 1,
  jobs: [
    {
      jobId: '929e6cfa-24e0-4a22-a82a-e6c184e98e0b',
      action: 'music',
      mv: 'Lyria 3 Pro',
      quota: '1',
      timeline: { pendingMs: 1200, runningMs: 4200 },
      outcome: 'SUCCESS',
      message: 'success',
      clips: [
        {
          clip_id: 'cd8a4910-5b50-481c-8139-416cea300c57',
          title: 'Low Tide',
          lyrics_id: '15ea8b3c-6057-4b68-bcbf-ca3768b7a2fd',
          lyrics_timing_markers: lowTide.score.lyrics,
          sound_prompt: 'slow folk, harmonium, close voices',
          seed: '1811',
          bpm: '132',
          duration: lowTide.seconds,
          create_time: '2026-11-22 07:12:45',
          image: 'media/low-tide.jpg',
          audio: 'media/low-tide.m4a',
          wav: 'media/low-tide.wav',
          video: 'media/low-tide.mp4',
        },
      ],
    },
    {
      jobId: '4bbc7183-72e3-4d13-92d8-1e673e16a56c',
      action: 'music',
      mv: 'Lyria 3 Pro',
      quota: '1',
      timeline: { pendingMs: 1000, runningMs: 2800 },
      outcome: 'SUCCESS',
      message: 'success',
      clips: [
        {
          clip_id: 'dd6bcaa6-4790-46fa-a8ca-c3da8c664511',
          title: 'Night Ferry',
          lyrics_id: '5e6687e5-2dd6-4f81-80a0-a67a9c1f7365',
          lyrics: nightFerry.score.lyrics,
          lyrics_timing_markers: nightFerryMarkers,
          sound_prompt: 'ferry engine pulse, brushed drums',
          seed: '2207',
          bpm: '100',
          duration_s: nightFerry.seconds,
          create_time: '2026-11-21 20:14:03',
          image: 'media/night-ferry.jpg',
          audio: 'media/night-ferry.m4a',
          wav: 'media/night-ferry.wav',
          video: 'media/night-ferry.mp4',
        },
      ],
    },
    {
      jobId: '37785dbd-5867-4f9a-aa61-8ddd5d54672a',
      action: 'music',
      mv: 'FUZZ-2.0',
      quota: '1',
      timeline: { pendingMs: 2400, runningMs: 5600 },
      outcome: 'SUCCESS',
      message: 'success',
      clips: [
        {
          clip_id: 'f0da07f5-2420-4d37-9d41-5fba0e664c0f',
          title: 'Соль на перилах',
          lyrics_id: '25350363-23be-4994-9c86-487e16421051',
          lyrics: saltOnTheRailing.score.lyrics,
          lyrics_timing_markers: saltMarkers,
          sound_prompt: 'тихая колыбельная, виолончель',
          durations: String(saltOnTheRailing.seconds),
          created_at: '2026-11-20T05:36:58.204917Z',
          image: 'media/salt-on-the-railing.jpg',
          audio: 'media/salt-on-the-railing.m4a',
          wav: 'media/salt-on-the-railing.wav',
          video: null,
        },
      ],
    },
    {
      jobId: '6504532a-bf1a-494e-aeda-031bddb85a38',
      action: 'music',
      mv: 'Lyria 3 Pro',
      quota: '1',
      timeline: { pendingMs: 1700, runningMs: 3600 },
      outcome: 'SUCCESS',
      message: 'success',
      clips: [
        {
          clip_id: '08e67d68-c549-45ed-81d7-427d1d380981',
          title: '海の向こうへ',
          lyrics_id: '5b61d302-0bd1-4297-8d21-ead9b1247993',
          lyrics: { value: { text: beyondTheSea.score.lyrics } },
          lyrics_timing_markers: null,
          sound_prompt: '夜の海、アコースティック',
          bpm: 104,
          duration_seconds: beyondTheSea.seconds,
          create_time: '2026-11-19 13:27:30',
          image: 'media/beyond-the-sea.jpg',
          audio: 'media/beyond-the-sea.m4a',
          wav: null,
          video: null,
        },
      ],
    },
    {
      jobId: '749a83b3-1d80-4653-86ae-a5cf18802edf',
      action: 'music',
      mv: 'Lyria 3 Pro',
      quota: '1',
      timeline: { pendingMs: 2500, runningMs: 5200 },
      outcome: 'SUCCESS',
      message: 'success',
      clips: [
        {
          clip_id: 'a096f96a-be22-4f85-8045-071d6a9df0df',
          title: 'Slow Machines',
          lyrics_id: null,
          lyrics_timing_markers: '[Instrumental]',
          sound_prompt: 'warehouse techno, no vocals',
          seed: '5150',
          bpm: '104',
          duration: String(slowMachines.seconds),
          create_time: '2026-11-17 22:51:09',
          image: 'media/slow-machines.webp',
          audio: 'media/slow-machines.mp3',
          wav: null,
          video: null,
        },
      ],
    },
    {
      jobId: 'a6922d1d-ca8c-448c-8752-bec72f21ed51',
      action: 'lyrics',
      mv: 'FUZZ-2.0',
      quota: '1',
      timeline: { pendingMs: 1500, runningMs: 1900 },
      outcome: 'SUCCESS',
      message: 'success',
      clips: [
        {
          clip_id: '246575f6-90e6-4ba6-be52-1c59226600a5',
          title: 'Work the Night Away',
          lyrics_id: '64860c94-a580-44d7-b418-4b686f60674d',
          lyrics_timing_markers: WORK_THE_NIGHT_AWAY,
          create_time: null,
          image: null,
          audio: null,
          wav: null,
          video: null,
        },
      ],
    },
    {
      jobId: 'e8cf41bc-755a-471e-a04c-7711598420d3',
      action: 'music',
      mv: 'FUZZ-2.0',
      quota: '2',
      timeline: { pendingMs: 1600, runningMs: 6200 },
      outcome: 'SUCCESS',
      message: 'success',
      clips: [
        {
          clip_id: 'fc647414-cb0d-412b-83fc-2d1b1f65976e',
          title: 'Paper Lanterns',
          lyrics_id: LANTERNS_LYRICS_ID,
          lyrics_timing_markers: paperLanternsA.score.lyrics,
          sound_prompt: 'city pop at dusk',
          seed: '6007',
          bpm: '108',
          duration: String(paperLanternsA.seconds),
          create_time: '2026-11-18 17:03:21',
          image: 'media/paper-lanterns-a.jpg',
          audio: 'media/paper-lanterns-a.m4a',
          wav: 'media/paper-lanterns-a.wav',
          video: 'media/paper-lanterns-a.mp4',
        },
        {
          clip_id: '51203c78-6e40-45fb-94d9-045b157f2e89',
          title: 'Paper Lanterns',
          lyrics_id: LANTERNS_LYRICS_ID,
          lyrics_timing_markers: paperLanternsB.score.lyrics,
          sound_prompt: 'harp and music box before dawn, low voice',
          seed: '7013',
          bpm: '88',
          duration: paperLanternsB.seconds,
          create_time: '2026-11-18 17:03:24',
          image: 'media/paper-lanterns-b.jpg',
          audio: 'media/paper-lanterns-b.m4a',
          wav: null,
          video: null,
        },
      ],
    },
    {
      jobId: '71de1121-c592-4bd3-beb7-ba197df53c42',
      action: 'music',
      mv: 'Lyria 3 Pro',
      quota: '0',
      timeline: { pendingMs: 1100, runningMs: 2200 },
      outcome: 'FAILED',
      message: 'The prompt was refused by the provider.',
      clips: [],
    },
  ],
};
