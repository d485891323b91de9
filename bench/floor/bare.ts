import { markFirstRows } from '../../src/renderer/first-rows';

markFirstRows();
