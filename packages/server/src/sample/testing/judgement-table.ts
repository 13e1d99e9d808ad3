import type { CompanyJudgement } from './judge-company.ts';

/** What was found of what was planted, for people who read it in a terminal. */
export function judgementTable(seed: number, judged: CompanyJudgement): string {
  const rows = judged.classes.map((one) => [
    one.class.padEnd(12),
    String(one.planted).padStart(7),
    String(one.found).padStart(6),
    String(one.falseAlarms.length).padStart(13),
  ]);
  const missed = judged.classes.flatMap((one) =>
    one.missed.map(
      (what) => `  missed: ${one.class} ${what.system} ${what.login} from month ${what.month} (${what.what})`,
    ),
  );
  const alarms = judged.classes.flatMap((one) =>
    one.falseAlarms.map(
      (said) =>
        `  false alarm: ${one.class} ${said.system} ${said.login ?? said.mail} in month ${said.month} (${said.said})`,
    ),
  );
  const lines = [
    `seed ${seed}`,
    `  ${'class'.padEnd(12)} planted  found  false alarms`,
    ...rows.map((row) => `  ${row.join(' ')}`),
    `  found ${percent(judged.recall)}, false alarms ${percent(judged.falseShare)}, green although unseen ${judged.greenUnseen.length}`,
    ...missed,
    ...alarms,
    ...judged.greenUnseen.map((what) => `  green although unseen: ${what}`),
  ];
  return `${lines.join('\n')}\n`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
