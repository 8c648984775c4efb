// The page itself: cards, filters, live sums.

/** An element with attributes and children; text goes in as text and never as markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

const byId = (id) => document.getElementById(id);
const paragraph = (text) => make('p', {}, text);
const bullets = (texts) => make('ul', {}, texts.map((text) => make('li', {}, text)));

/** A link, where it leads to the web. */
function link(title, url) {
  return /^https?:\/\//.test(url ?? '') ? make('a', { href: url, rel: 'noreferrer' }, title) : title;
}

/** A part of what a card says, under its heading; null where there is nothing to say. */
function part(heading, ...content) {
  const said = content.flat().filter((child) => child !== null);
  return said.length > 0 ? make('section', {}, make('h4', {}, heading), said) : null;
}

// Numbers as people read them.

const tenths = (units) => (Math.floor((units + UNITS_PER_WEEK / 20) / (UNITS_PER_WEEK / 10)) / 10).toFixed(1);

function money(minor) {
  const scale = 10n ** BigInt(DATA.model.currency.decimals);
  const whole = (minor + scale / 2n) / scale;
  return `${DATA.model.currency.code} ${String(whole).replace(/\B(?=(\d{3})+$)/g, ',')}`;
}

/** A difference with its sign; empty where there is none. */
function signed(difference, text) {
  if (difference > 0) return `+${text(difference)}`;
  return difference < 0 ? `−${text(-difference)}` : '';
}

function daysBetween(before, after) {
  const days = (Date.parse(after) - Date.parse(before)) / MS_PER_DAY;
  return signed(days, (number) => `${number} ${number === 1 ? 'day' : 'days'}`);
}

// Cards.

function card(item) {
  const { id } = item;
  const article = make('article', { id: `c-${id}`, 'aria-labelledby': `t-${id}` },
    make('h3', { id: `t-${id}` }, item.title),
    make('p', { class: 'meta' },
      make('span', { class: 'place', id: `place-${id}` }, `Step ${item.position}`),
      ` · ${item.category} · level ${item.level} (${item.number})`),
    make('p', {}, item.situation.sentence),
    estimate(item),
    make('details', {}, make('summary', {}, 'What it rests on'), basis(item)),
    form(item));
  return article;
}

function estimate(item) {
  return make('div', { class: 'estimate' },
    make('p', {}, make('strong', {}, item.estimate.points), ' person-weeks (optimistic / likely / pessimistic), ',
      item.estimate.basis_text, '. ', item.counted),
    item.cost ? make('p', { id: `cost-${item.id}` }, `Cost at the plan’s rates: ${item.cost.text}, from ${item.cost.range}.`) : null,
    make('p', { id: `dates-${item.id}`, class: 'dates' }, ''),
    item.unsure ? make('p', { class: 'unsure' }, `Unsure: ${item.unsure}.`) : null,
    item.questions.length > 0
      ? make('div', { class: 'questions' }, make('h4', {}, 'Questions to you'), bullets(item.questions)) : null);
}

function basis(item) {
  const { situation } = item;
  const parts = [['In place', situation.met], ['Not in place', situation.missing], ['Not looked at', situation.unknown]];
  return make('div', { class: 'basis' },
    part('What is asked for', paragraph(item.requirement)),
    part('Where it stands', situation.note ? paragraph(situation.note) : null,
      parts.filter(([, list]) => list.length > 0).map(([name, list]) => [make('p', {}, `${name}:`), bullets(list)]).flat(),
      situation.evidence.length > 0 ? make('ul', {}, situation.evidence.map((evidence) =>
        make('li', {}, link(evidence.what, evidence.link), ` (${evidence.date})`))) : null),
    part('What the figure rests on', paragraph(item.estimate.explanation),
      item.estimate.replaced ? paragraph(item.estimate.replaced) : null),
    part('What it takes for granted', item.assumptions.length > 0 ? bullets(item.assumptions) : null),
    part('What hangs on it', item.drivers.length > 0 ? bullets(item.drivers) : null),
    part('Done before elsewhere', item.precedents.map(precedent)),
    part('Why in this place', bullets(item.order),
      item.waits_for.length > 0 ? bullets(item.waits_for.map((wait) => `${wait.outcome} ${wait.because}`)) : null),
    part('What it is made of', workTable(item), item.direct.length > 0 ? bullets(item.direct.map(({ what, amount, because }) =>
      `${what}: ${amount}. ${because}`)) : null),
    part('Afterwards', item.ongoing ? paragraph(item.ongoing) : null),
    part('Money so far', item.funding.length > 0 ? bullets(item.funding) : null));
}

function precedent({ id, registry, work, period, calendar, who, money: paid, outcome, sources }) {
  return make('div', { class: 'precedent' },
    make('p', {}, make('strong', {}, `${registry} (${id})`), `: ${work}`),
    make('p', {}, `When: ${period}. Calendar time: ${calendar}. Who: ${who}. Money: ${paid}. ${outcome}`),
    make('p', { class: 'sources' }, 'Sources: ',
      sources.map((source, idx) => [idx > 0 ? '; ' : '', link(source.title, source.url), ` (${source.date})`]).flat()));
}

function workTable(item) {
  const priced = item.cost !== null;
  const head = ['Kind of work', 'Person-weeks', 'Range', ...(priced ? ['Cost'] : [])];
  const rows = item.work.map(({ kind, effort, cost }) => [kind, effort.text, effort.range, ...(priced ? [cost?.number ?? ''] : [])]);
  return make('table', {}, make('thead', {}, make('tr', {}, head.map((text) => make('th', { scope: 'col' }, text)))),
    make('tbody', {}, rows.map(([first, ...others]) =>
      make('tr', {}, make('th', { scope: 'row' }, first), others.map((text) => make('td', {}, text))))));
}

// Fields.

function form(item) {
  const { id } = item;
  const field = (name, label, input) => {
    input.id = `${name}-${id}`;
    input.dataset.id = id;
    input.dataset.name = name;
    return make('div', { class: `field ${name}` }, make('label', { for: input.id }, label), input);
  };
  const plan = DATA.model.steps.find((step) => step.id === id).points;
  const point = (name, idx) => field(name, name[0].toUpperCase() + name.slice(1),
    make('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', placeholder: decimal(plan[idx]), 'aria-describedby': `fault-${id}` }));
  const choice = (options) => make('select', {}, options.map(([value, text]) => make('option', { value }, text)));
  return make('fieldset', {},
    make('legend', {}, 'Your judgement', make('span', { class: 'hidden' }, ` of “${item.title}”`)),
    make('div', { class: 'row' },
      field('verdict', 'The estimate', choice([['', 'no answer'], ['agree', 'I agree'], ['disagree', 'I disagree'], ['unsure', 'I am not sure']])),
      field('priority', 'When', choice([['', 'no answer'], ['as-planned', 'as planned'], ['sooner', 'sooner'], ['later', 'later'], ['never', 'not at all']])),
    ),
    make('div', { class: 'row points', role: 'group', 'aria-label': 'Your estimate in person-weeks, for all of it' },
      make('p', { class: 'label' }, 'Your estimate in person-weeks, for all of it'),
      POINTS.map(point)),
    make('p', { class: 'fault', id: `fault-${id}`, role: 'alert' }),
    field('comment', 'Why (goes into the plan as the reason for your figure)', make('textarea', { rows: 2 })));
}

// Live sums.

/** The plan with the reviewer's figures. */
function withAnswers(answers) {
  const estimates = new Map();
  for (const { id } of DATA.items) {
    const points = pointsOf(answers.items[id] ?? {})?.points;
    if (points) estimates.set(id, points);
  }
  return planWith(DATA.model, estimates);
}

/** Rows of the table of sums: what, in the plan, with the reviewer's figures, difference. */
function sumRows(plan, yours) {
  const weeks = (total) => tenths(total.effort[1]);
  const range = (total) => `${tenths(total.effort[0])} to ${tenths(total.effort[2])}`;
  const row = (name, text, difference) => [name, text(plan), text(yours), difference];
  const rows = [
    row('Person-weeks', (of) => weeks(of.all), signed(yours.all.effort[1] - plan.all.effort[1], tenths)),
    row('Range of these', (of) => range(of.all), ''),
  ];
  if (DATA.model.currency) {
    for (const [name, pick] of [['Cost of all', (of) => of.all], ['Asked for', (of) => of.ask]]) {
      rows.push(row(name, (of) => money(pick(of).cost[1]), signed(pick(yours).cost[1] - pick(plan).cost[1], money)));
    }
  }
  plan.levels.forEach(({ level, finish }, idx) => {
    const other = yours.levels[idx].finish;
    rows.push([`Level ${level} reached`, finish, other, daysBetween(finish, other)]);
  });
  rows.push(row('Everything done', (of) => of.finish, daysBetween(plan.finish, yours.finish)));
  return rows;
}

function showSums(plan, yours) {
  const rows = sumRows(plan, yours);
  byId('sums').tBodies[0].replaceChildren(...rows.map(([name, ...cells]) =>
    make('tr', {}, make('th', { scope: 'row' }, name), cells.map((text) => make('td', {}, text)))));
  const changed = rows.filter((row) => row[3] !== '');
  const said = changed.length === 0
    ? 'With your figures nothing changes.'
    : `With your figures: ${changed.map(([name, , text, difference]) => `${name.toLowerCase()} ${text} (${difference})`).join('; ')}.`;
  byId('live').textContent = yours.isBestOrder ? said : `${said} The order is that of the plan: to find the best one takes longer than a page has.`;
  for (const { id, position } of DATA.items) {
    const step = yours.steps.get(id);
    byId(`place-${id}`).textContent = step.position === position ? `Step ${position}` : `Step ${position}, with your figures ${step.position}`;
    const before = plan.steps.get(id);
    const dates = `From ${step.start} to ${step.finish}`;
    const moved = before.finish === step.finish ? '' : ` (the plan: to ${before.finish})`;
    byId(`dates-${id}`).textContent = `${dates}${moved}.`;
    const cost = byId(`cost-${id}`);
    const item = DATA.items[position - 1];
    if (cost) {
      const own = step.cost[1] === before.cost[1] ? '' : ` With your figures ${money(step.cost[1])}.`;
      cost.textContent = `Cost at the plan’s rates: ${item.cost.text}, from ${item.cost.range}.${own}`;
    }
  }
}
