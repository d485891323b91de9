import { uuid } from '../support/songs';

/** A well-formed answer of about 20 kB: three takes with words, times, addresses and a prompt. */
export function usualAnswer(): string {
  return JSON.stringify(usualFields());
}

export function usualFields() {
  const jobId = uuid('usual job');
  return {
    status: 'SUCCESS',
    message: 'success',
    jobId,
    data: {
      jobId,
      action: 'music',
      progress: '100%',
      mv: 'Lyria 3 Pro',
      quota: '1',
      hookUrl: null,
      clips: [takeOf('Low Tide', 1), takeOf('Low Tide', 2), takeOf('Högtidsvatten 潮', 3)],
    },
  };
}

function takeOf(title: string, number: number) {
  const lines = Array.from({ length: 76 }, (_, index) => `Salt on the railing, light on the bay ${index}`);
  const words = ['[Verse 1]', ...lines.slice(0, 38), '', '[Chorus]', ...lines.slice(38)];
  let index = 0;
  const markers: [number, number][] = [];
  for (const [place, line] of words.entries()) {
    if (line !== '' && !line.startsWith('[')) markers.push([index, place * 2.5]);
    index += line.length + 1;
  }
  const files = `https://files.example/${number}`;
  return {
    clip_id: uuid(`usual clip ${number}`),
    title,
    lyrics_id: uuid(`usual words ${number}`),
    lyrics: words.join('\n'),
    lyrics_timing_markers: markers,
    image_url: `${files}/cover.jpg?X-Signature=${'a'.repeat(800)}`,
    audio_url: `${files}/audio.m4a?X-Signature=${'b'.repeat(800)}`,
    wav_url: `${files}/audio.wav?X-Signature=${'c'.repeat(200)}`,
    video_url: `${files}/video.mp4?X-Signature=${'d'.repeat(200)}`,
    create_time: '2026-05-01 12:00:00',
    duration: '181.70666667',
    sound_prompt: 'Slow, wide, a choir behind the second chorus',
    seed: '4711',
    bpm: '84',
    parent_clip_id: null,
  };
}
