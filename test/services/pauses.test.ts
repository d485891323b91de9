import { describe, expect, it } from 'vitest';
import { pending, rateLimited } from '../support/flow-server';
import { uuid } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();
const MINUTE = 60_000;
