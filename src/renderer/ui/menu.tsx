import { useRef, type ReactElement } from 'react';
import { Menu as Base } from '@base-ui/react/menu';
import clsx from 'clsx';
import { Check, ChevronRight, type LucideIcon } from 'lucide-react';
import { ShortcutKbd } from './kbd';
import { useMediaQuery } from './use-media-query';
import styles from './menu.module.css';

/** A menu and one that belongs to it have no room beside each other. */
const NARROW = '(max-width: 620px)';

export interface MenuAction {
  readonly kind?: 'action';
  readonly label: string;
  readonly icon?: LucideIcon;
  /** The id of the action whose key is shown, or a chord that belongs to this place alone. */
  readonly shortcut?: string;
  /** A word more, which stands back: why what is chosen is not seen, or why it cannot be chosen. */
  readonly note?: string | undefined;
  readonly isDangerous?: boolean;
  readonly isDisabled?: boolean;
  /** For a choice that is on or off; leave out for a plain action. */
  readonly isChecked?: boolean;
  /** Leaves the menu open, so that several choices can be made one after the other. */
  readonly staysOpen?: boolean;
  readonly onSelect: () => void;
}

export interface MenuSeparator {
  readonly kind: 'separator';
}

/** Options of which just one is on. */
export interface MenuChoice {
  readonly kind: 'choice';
  /** What is chosen by it, for those who do not see that it is a group. */
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onSelect: (value: string) => void;
}

/** More to choose from, in a menu beside its line. */
export interface MenuGroup {
  readonly kind: 'group';
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly isDisabled?: boolean;
  readonly items: readonly MenuItem[];
}

export type MenuItem = MenuAction | MenuSeparator | MenuChoice | MenuGroup;

function MenuItems({ items }: { readonly items: readonly MenuItem[] }): ReactElement[] {
  return items.map((item, index) => {
    if (item.kind === 'separator') return <Base.Separator key={index} className={styles.separator} />;
    if (item.kind === 'choice') return <Choice key={index} choice={item} />;
    if (item.kind === 'group') return <Group key={index} group={item} />;
    const Icon = item.icon;
    const inner = (
      <>
        <span className={styles.icon}>
          {item.isChecked === true ? <Check size={15} aria-hidden /> : Icon && <Icon size={15} aria-hidden />}
        </span>
        <span className={styles.label}>{item.label}</span>
        {item.note !== undefined && <span className={styles.note}>{item.note}</span>}
        {item.shortcut !== undefined && (
          <span aria-hidden>
            <ShortcutKbd shortcut={item.shortcut} />
          </span>
        )}
      </>
    );
    const className = clsx(styles.item, item.isDangerous && styles.danger);
    return item.isChecked === undefined ? (
      <Base.Item
        key={index}
        className={className}
        disabled={item.isDisabled}
        closeOnClick={item.staysOpen !== true}
        onClick={item.onSelect}
      >
        {inner}
      </Base.Item>
    ) : (
      <Base.CheckboxItem
        key={index}
        className={className}
        checked={item.isChecked}
        disabled={item.isDisabled}
        closeOnClick={item.staysOpen !== true}
        onCheckedChange={item.onSelect}
      >
        {inner}
      </Base.CheckboxItem>
    );
  });
}

function Group({ group }: { readonly group: MenuGroup }): ReactElement {
  const Icon = group.icon;
  const isNarrow = useMediaQuery(NARROW);
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className={styles.item} disabled={group.isDisabled}>
        <span className={styles.icon}>{Icon && <Icon size={15} aria-hidden />}</span>
        <span className={styles.label}>{group.label}</span>
        <ChevronRight size={14} className={styles.more} aria-hidden />
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner
          className={styles.positioner}
          sideOffset={2}
          alignOffset={-4}
          collisionPadding={8}
          // Where there is room on neither side it lies over the menu that it belongs to.
          collisionAvoidance={{ side: isNarrow ? 'shift' : 'flip', align: 'shift', fallbackAxisSide: 'none' }}
        >
          <Base.Popup className={styles.popup} aria-label={group.label}>
            <MenuItems items={group.items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  );
}

function Choice({ choice }: { readonly choice: MenuChoice }): ReactElement {
  return (
    <Base.RadioGroup aria-label={choice.label} value={choice.value} onValueChange={choice.onSelect}>
      {choice.options.map(({ value, label }) => (
        <Base.RadioItem key={value} value={value} className={styles.item} closeOnClick>
          <span className={styles.icon}>{value === choice.value && <Check size={15} aria-hidden />}</span>
          <span className={styles.label}>{label}</span>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

export interface MenuProps {
  /** The button that opens the menu. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly items: readonly MenuItem[];
  readonly align?: 'start' | 'end';
}

/** A menu under its button. */
export function Menu({ trigger, items, align = 'end' }: MenuProps): ReactElement {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} align={align} sideOffset={4} collisionPadding={8}>
          <Base.Popup className={styles.popup}>
            <MenuItems items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Where a context menu opens: at the pointer, or at the row that the keyboard is on. */
export type ContextMenuAnchor = { readonly x: number; readonly y: number } | Element;

export interface ContextMenuProps {
  /** Null while the menu is closed. */
  readonly anchor: ContextMenuAnchor | null;
  readonly items: readonly MenuItem[];
  readonly label: string;
  readonly onClose: () => void;
}

/** A menu that a list opens by itself at a place; the focus goes back to the row when it closes. */
export function ContextMenu({ anchor, items, label, onClose }: ContextMenuProps): ReactElement {
  const isNarrow = useMediaQuery(NARROW);
  // While the menu fades out it stays where it was.
  const last = useRef<ContextMenuAnchor | null>(null);
  if (anchor) last.current = anchor;
  const at = last.current;

  const position =
    at === null || at instanceof Element
      ? at
      : { getBoundingClientRect: () => DOMRect.fromRect({ x: at.x, y: at.y, width: 0, height: 0 }) };

  return (
    <Base.Root
      open={anchor !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Base.Portal>
        <Base.Positioner
          className={styles.positioner}
          anchor={position}
          // Beside the pointer: a long menu goes as far up as it needs, and what is under the pointer stays free of it.
          side={at instanceof Element ? 'bottom' : 'inline-end'}
          align="start"
          sideOffset={2}
          collisionPadding={8}
          collisionAvoidance={{ side: isNarrow ? 'shift' : 'flip', align: 'shift', fallbackAxisSide: 'none' }}
        >
          <Base.Popup className={styles.popup} aria-label={label}>
            <MenuItems items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
