import type { CompanyJudgement } from './judge-company.ts';

/** What was found of what was planted, for people who read it in a terminal. */
export function judgementTable(seed: number, judged: CompanyJudgement): string {
  const { controls, greens } = judged;
  const rows = controls.map((one) => [
    one.number.padEnd(2),
    one.control.padEnd(28),
    `${one.found}/${one.planted}`.padStart(7),
    `${one.falseAlarms.length}/${one.judged}`.padStart(20),
    String(greens.filter(({ control }) => control === one.control).length).padStart(20),
  ]);
  const missed = controls.flatMap((one) =>
    one.missed.map(
      (what) =>
        `  missed: ${one.control} ${what.system} ${what.login} from month ${what.month} (${what.what})`,
    ),
  );
  const alarms = controls.flatMap((one) =>
    one.falseAlarms.map(
      (said) =>
        `  false alarm: ${one.control} ${said.system} ${said.login ?? said.mail} in month ${said.month} (${said.code})`,
    ),
  );
  const lines = [
    `seed ${seed}`,
    `  ${'#  control'.padEnd(31)} found/planted  false alarms/judged  greens on incomplete`,
    ...rows.map((row) => `  ${row.join(' ')}`),
    `  found ${percent(judged.recall)}, false alarms ${percent(judged.falseShare)} of what was said, greens on incomplete lists ${greens.length}`,
    ...missed,
    ...alarms,
    ...greens.map(
      (one) =>
        `  green on an incomplete list: ${one.control} ${one.system} ${one.login ?? one.mail} in month ${one.month} (${one.code}, list ${one.list})`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
