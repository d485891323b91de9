import { describe, expect, it } from 'vitest';
import { createPointerPlace } from '../../src/renderer/ui/pointer-place';

const at = (clientX: number, clientY: number) => ({ clientX, clientY });
const row = (y: number) => ({ x: 5, y });

describe('the place of the pointer', () => {
  it('is known while it moves over the list', () => {
    const pointer = createPointerPlace();
    pointer.take(at(5, 5), row(100), 0);
    pointer.take(at(5, 9), row(104), 1_000);
    expect(pointer.aim(2_000)).toEqual(row(104));
    pointer.leave();
    expect(pointer.aim(2_000)).toBeNull();
  });

  it('means nobody when the list opened under a pointer that lay there', () => {
    const pointer = createPointerPlace();
    pointer.take(at(5, 5), row(100), 0);
    expect(pointer.aim(0)).toBeNull();
    pointer.take(at(5, 5), row(60), 500);
    expect(pointer.aim(500)).toBeNull();
  });

  it('means nobody any more when it has not moved for a while, though the list moves under it', () => {
    const pointer = createPointerPlace();
    pointer.take(at(5, 5), row(100), 0);
    pointer.take(at(6, 5), row(100), 1_000);
    pointer.take(at(6, 5), row(40), 9_000);
    expect(pointer.aim(10_999)).toEqual(row(40));
    expect(pointer.aim(11_000)).toBeNull();
  });
});
