/** Plays the sound that the page's address names, and does nothing else. */
const audio = new Audio(new URLSearchParams(location.search).get('sound') ?? '');
document.body.append(audio);
void audio.play();
