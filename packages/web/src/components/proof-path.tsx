import { textsOf } from '../messages/catalogue.ts';

const en = {
  leaf: 'leaf',
  root: 'root',
  anchored: (by: string) => `anchored by ${by}`,
  open: 'no outside anchor yet',
};
const texts = textsOf({ en });

export type PathNode = { readonly hash: string; readonly side: 'left' | 'right'; readonly sibling: string };

type ProofPathProps = {
  readonly leaf: string;
  readonly nodes: readonly PathNode[];
  readonly checkpoint: string;
  /** Who outside vouches for the checkpoint; null when nobody does yet. */
  readonly anchor: string | null;
  readonly label: string;
  /** Null while it is being computed. */
  readonly holds: boolean | null;
};

const stepPx = 52;
const boxWidth = 118;
const boxHeight = 26;
const width = 420;
const middle = width / 2;
const reach = 140;

/** An entry's road upwards: each step joins the hash so far with its sibling, until the root that was signed. */
export function ProofPathPicture({ leaf, nodes, checkpoint, anchor, label, holds }: ProofPathProps) {
  const height = (nodes.length + 2) * stepPx + 58;
  const yOf = (level: number) => height - 34 - level * stepPx;
  const colour = holds === false ? 'var(--fail)' : 'var(--accent)';
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      className="mx-auto block w-full max-w-[30rem]"
      style={{ fontFamily: 'var(--font-mono)' }}
    >
      {nodes.map((node, level) => (
        <Step key={node.hash} {...{ node, colour }} from={yOf(level)} to={yOf(level + 1)} />
      ))}
      <path
        d={`M${middle} ${yOf(nodes.length)}V${yOf(nodes.length + 1) + 8}`}
        stroke={colour}
        strokeWidth="2"
      />
      <path
        d={`M${middle} ${yOf(nodes.length + 1) - 18}V${yOf(nodes.length + 2) + 10}`}
        stroke={anchor === null ? 'var(--edge)' : colour}
        strokeWidth="2"
        strokeDasharray={anchor === null ? '4 4' : undefined}
      />
      <Box
        x={middle}
        y={yOf(0)}
        text={leaf}
        note={texts.leaf}
        noteAt={noteSide(nodes[0])}
        colour={colour}
        isFilled
      />
      {nodes.map((node, level) => (
        <Box
          key={node.hash}
          x={middle}
          y={yOf(level + 1)}
          text={node.hash}
          note={level === nodes.length - 1 ? texts.root : ''}
          noteAt={noteSide(nodes[level + 1])}
          colour={colour}
        />
      ))}
      <Checkpoint y={yOf(nodes.length + 1) - 4} text={checkpoint} colour={colour} />
      <Outside y={yOf(nodes.length + 2) - 4} anchor={anchor} colour={colour} />
    </svg>
  );
}

/** Beside a box is room where its sibling is not. */
function noteSide(next: PathNode | undefined): 'left' | 'right' {
  return next?.side === 'right' ? 'left' : 'right';
}

function Step({ node, from, to, colour }: { node: PathNode; from: number; to: number; colour: string }) {
  const x = node.side === 'left' ? middle - reach : middle + reach;
  return (
    <>
      <path d={`M${middle} ${from}V${to}`} stroke={colour} strokeWidth="2" />
      <path
        d={`M${x} ${from}C${x} ${from - stepPx * 0.62} ${middle} ${to + stepPx * 0.45} ${middle} ${to}`}
        fill="none"
        stroke="var(--edge)"
        strokeWidth="1.25"
      />
      <Box x={x} y={from} text={node.sibling} note="" noteAt="right" colour="var(--edge)" />
    </>
  );
}

type BoxProps = {
  x: number;
  y: number;
  text: string;
  note: string;
  noteAt: 'left' | 'right';
  colour: string;
  isFilled?: boolean;
};

function Box({ x, y, text, note, noteAt, colour, isFilled = false }: BoxProps) {
  const left = x - boxWidth / 2;
  return (
    <>
      <rect
        x={left}
        y={y - boxHeight / 2}
        width={boxWidth}
        height={boxHeight}
        rx="3"
        fill={isFilled ? 'var(--accent-tint)' : 'var(--raised)'}
        stroke={colour}
        strokeWidth="1.25"
      />
      <text x={x} y={y + 4} textAnchor="middle" fontSize="11.5" fill="var(--ink)">
        {text}
      </text>
      {note !== '' && (
        <text
          x={noteAt === 'right' ? left + boxWidth + 8 : left - 8}
          y={y + 4}
          textAnchor={noteAt === 'right' ? 'start' : 'end'}
          fontSize="11.5"
          fill="var(--ink-note)"
        >
          {note}
        </text>
      )}
    </>
  );
}

function Checkpoint({ y, text, colour }: { y: number; text: string; colour: string }) {
  return (
    <>
      <rect x="30" y={y - 14} width={width - 60} height="28" rx="14" fill={colour} />
      <text x={middle} y={y + 4} textAnchor="middle" fontSize="11.5" fontWeight="600" fill="var(--on-accent)">
        {text}
      </text>
    </>
  );
}

const anchorCharacters = 34;

function Outside({ y, anchor, colour }: { y: number; anchor: string | null; colour: string }) {
  const words = anchor === null ? texts.open : texts.anchored(anchor);
  return (
    <>
      <rect
        x="50"
        y={y - 14}
        width={width - 100}
        height="28"
        rx="3"
        fill="var(--raised)"
        stroke={anchor === null ? 'var(--edge)' : colour}
        strokeWidth="1.25"
        strokeDasharray={anchor === null ? '4 4' : undefined}
      />
      <text x={middle} y={y + 4} textAnchor="middle" fontSize="11.5" fill="var(--ink)">
        {words.length > anchorCharacters ? `${words.slice(0, anchorCharacters)}…` : words}
      </text>
    </>
  );
}
