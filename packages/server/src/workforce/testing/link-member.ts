import type { WorkforceServer } from './start-workforce.ts';

/** Says that this member of Daybook is that person on the lists; an hour goes by, in which Daybook reads its own accounts. */
export async function linkMember(server: WorkforceServer, member: string, person: string): Promise<void> {
  await server.tellOwn();
  const body = { system: 'daybook', holder: member, belongsTo: 'person', person, reason: 'the same person' };
  const answer = await server.send('POST', '/account-links/decide', server.owner, body);
  if (answer.statusCode !== 200) throw new Error(`nobody was linked: ${answer.body}`);
}

/** The pseudonym of somebody that a source named. */
export async function subjectNamed(server: WorkforceServer, name: string): Promise<string> {
  const found = await server.send('GET', `/subjects?search=${name}`, server.owner);
  const [first] = found.json<{ items: { subject: string }[] }>().items;
  if (first === undefined) throw new Error(`nobody is known as ${name}`);
  return first.subject;
}
