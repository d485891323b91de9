import type { Page } from '@playwright/test';

/** What of a node of Chromium's accessibility tree is looked at. */
export interface SpokenNode {
  readonly role: string;
  readonly name: string;
  /** Roles and names of what it is in, from the nearest outwards. */
  readonly within: readonly string[];
  /** One of what it is in, which tells it from what is elsewhere. */
  readonly groupId: string;
}

interface RawNode {
  readonly nodeId: string;
  readonly parentId?: string;
  readonly ignored: boolean;
  readonly role?: { readonly value?: string };
  readonly name?: { readonly value?: string };
  readonly childIds?: readonly string[];
}

/** What keeps its controls together: names have to be told apart within it. */
const GROUPS: ReadonlySet<string> = new Set([
  'row',
  'listitem',
  'listbox',
  'dialog',
  'region',
  'group',
  'toolbar',
  'menu',
  'main',
  'navigation',
  'form',
  'grid',
  'radiogroup',
  'tablist',
  'banner',
  'RootWebArea',
]);

/** The accessibility tree as it is handed to a screen reader, from its beginning to its end. */
export async function spokenNodes(window: Page): Promise<readonly SpokenNode[]> {
  const session = await window.context().newCDPSession(window);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as {
    readonly nodes: readonly RawNode[];
  };
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const outwards = (node: RawNode): readonly RawNode[] => {
    const parent = node.parentId === undefined ? undefined : byId.get(node.parentId);
    return parent === undefined ? [] : [parent, ...outwards(parent)];
  };
  const roleOf = (node: RawNode) => node.role?.value ?? '';
  const nameOf = (node: RawNode) => (node.name?.value ?? '').trim();
  return nodes
    .filter(({ ignored }) => !ignored)
    .map((node) => {
      const around = outwards(node).filter(({ ignored }) => !ignored);
      return {
        role: roleOf(node),
        name: nameOf(node),
        within: around.map((each) => `${roleOf(each)} ${nameOf(each)}`.trim()),
        groupId: around.find((each) => GROUPS.has(roleOf(each)))?.nodeId ?? '',
      };
    });
}
