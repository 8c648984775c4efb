// What a reviewer answers: read from the fields, kept in the browser, written as a file.

const KEY = `fundable-review ${DATA.provenance.inputs.map((input) => input.sha256).join(' ')}`;

/** Nothing answered. */
const emptyAnswers = () => ({ reviewer: '', date: today(), items: {} });

/** Today where the reviewer is; they can change it. */
function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

/** What was kept; null where the browser keeps nothing for this page. */
function loadAnswers() {
  try {
    localStorage.setItem(`${KEY} probe`, '1');
    localStorage.removeItem(`${KEY} probe`);
    return { ...emptyAnswers(), ...JSON.parse(localStorage.getItem(KEY) ?? '{}') };
  } catch {
    return null;
  }
}

function keepAnswers(answers) {
  try {
    localStorage.setItem(KEY, JSON.stringify(answers));
  } catch {
    // Said once when the page was opened.
  }
}

function forgetAnswers() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // There is nothing to forget.
  }
}

/** Hundredths of a person-week from what was typed; null where that is no number of the plan (0.01 to 1000, two decimals). */
function hundredths(text) {
  const parts = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!parts) return null;
  const number = Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
  return number >= 1 && number <= 100000 ? number : null;
}

/** Hundredths as a person writes them. */
function decimal(number) {
  return `${Math.floor(number / 100)}.${String(number % 100).padStart(2, '0')}`.replace(/\.?0+$/, '');
}

const POINTS = ['optimistic', 'likely', 'pessimistic'];

/** Three points, or what is wrong with them; null where nothing was typed. */
function pointsOf(item) {
  const typed = POINTS.map((point) => (item[point] ?? '').trim());
  if (typed.every((text) => text === '')) return null;
  if (typed.some((text) => text === '')) return { fault: 'Fill in all three, or none.' };
  const points = typed.map(hundredths);
  if (points.includes(null)) return { fault: 'Write person-weeks from 0.01 to 1000, with at most two decimals.' };
  if (points[0] > points[1] || points[1] > points[2]) return { fault: 'The three must rise; two may be equal.' };
  return { points };
}

/** Whether anything was answered. */
const isAnswered = (item) => Object.values(item ?? {}).some((value) => value.trim() !== '');

/** The answers as a file for `fundable review merge`. */
function toYaml(answers) {
  const { provenance, registry, format } = DATA;
  const lines = [
    `# Written on the review page of ${provenance.tool}; \`fundable review merge\` reads it.`,
    `format: ${format}`,
    `registry: ${quoted(registry)}`,
    `reviewer: ${quoted(answers.reviewer)}`,
    `date: ${quoted(answers.date)}`,
    'inputs:',
    ...provenance.inputs.map(({ name, sha256 }) => `  - {name: ${quoted(name)}, sha256: ${quoted(sha256)}}`),
  ];
  const answered = DATA.items.filter(({ id }) => isAnswered(answers.items[id]));
  lines.push(answered.length > 0 ? 'answers:' : 'answers: []');
  for (const { id } of answered) {
    const { verdict, priority, comment, ...item } = answers.items[id];
    const points = pointsOf(item)?.points;
    lines.push(`  - capability: ${id}`);
    if (verdict) lines.push(`    verdict: ${verdict}`);
    if (points) lines.push(`    effort: {${POINTS.map((name, idx) => `${name}: ${decimal(points[idx])}`).join(', ')}}`);
    if (priority) lines.push(`    priority: ${priority}`);
    if (comment?.trim()) lines.push(`    comment: ${quoted(comment.trim())}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Characters that no input file may hold: controls, and marks that turn the direction of text. */
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A text in double quotes; what JSON takes for a text, YAML does too. */
function quoted(text) {
  return JSON.stringify(text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(FORBIDDEN, ''));
}

/** The name of the file: letters and digits of the reviewer's name. */
function fileName(reviewer) {
  const plain = reviewer.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return `review-${plain || 'unnamed'}.yaml`;
}
