// From the data of the page to a page that works.

function start() {
  const kept = loadAnswers();
  let answers = kept ?? emptyAnswers();
  const plan = planWith(DATA.model, new Map());
  byId('no-storage').hidden = kept !== null;
  byId('questions').append(bullets(DATA.questions));
  byId('questions').hidden = DATA.questions.length === 0;
  byId('list').append(...DATA.items.map(card));
  fillChoice(byId('category'), DATA.categories);
  fillChoice(byId('level'), [...new Set(DATA.items.map((item) => item.level))].sort(), (level) => `Level ${level}`);
  fillFields(answers);
  let waiting = null;

  const refresh = () => {
    faults(answers);
    showSums(plan, withAnswers(answers));
    filter(answers);
  };
  const onInput = (event) => {
    const { id, name } = event.target.dataset;
    if (!name) return;
    if (id) {
      answers.items[id] = { ...answers.items[id], [name]: event.target.value };
    } else {
      answers[name] = event.target.value;
    }
    keepAnswers(answers);
    // A sum that jumps at each key would only distract.
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 200);
  };
  document.addEventListener('input', onInput);
  for (const id of ['search', 'category', 'level', 'show']) byId(id).addEventListener('input', () => filter(answers));
  byId('sort').addEventListener('input', sort);
  byId('download').addEventListener('click', () => download(answers));
  byId('clear').addEventListener('click', () => {
    if (!confirm('Delete all your answers on this page?')) return;
    forgetAnswers();
    answers = emptyAnswers();
    fillFields(answers);
    refresh();
  });
  refresh();
}

function fillChoice(select, values, text = String) {
  select.append(...values.map((value) => make('option', { value }, text(value))));
}

/** Write what is known into the fields. */
function fillFields(answers) {
  document.querySelectorAll('[data-name]').forEach((field) => {
    const { id, name } = field.dataset;
    field.value = (id ? answers.items[id]?.[name] : answers[name]) ?? '';
  });
}

/** Say beside each estimate what is wrong with it; gives the ids of those. */
function faults(answers) {
  const wrong = [];
  for (const { id } of DATA.items) {
    const item = answers.items[id] ?? {};
    const found = pointsOf(item);
    const agrees = item.verdict === 'agree' && found?.points
      && found.points.some((point, idx) => point !== DATA.model.steps.find((step) => step.id === id).points[idx]);
    const fault = found?.fault ?? (agrees ? 'You agree, but give other figures. Which of the two is it?' : '');
    byId(`fault-${id}`).textContent = fault;
    for (const name of POINTS) {
      if (fault) byId(`${name}-${id}`).setAttribute('aria-invalid', 'true');
      else byId(`${name}-${id}`).removeAttribute('aria-invalid');
    }
    if (fault) wrong.push(id);
  }
  return wrong;
}

/** Show the cards that the filters let pass. */
function filter(answers) {
  const words = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
  const [category, level, show] = ['category', 'level', 'show'].map((id) => byId(id).value);
  let nShown = 0;
  for (const item of DATA.items) {
    const element = byId(`c-${item.id}`);
    const own = answers.items[item.id] ?? {};
    const said = [item.title, item.id, item.number, item.category, item.requirement, item.estimate.explanation, own.comment ?? ''];
    const text = said.join(' ').toLowerCase();
    const passes = words.every((word) => text.includes(word))
      && (category === '' || item.category === category)
      && (level === '' || String(item.level) === level)
      && (show !== 'changed' || isAnswered(own))
      && (show !== 'open' || !isAnswered(own))
      && (show !== 'unsure' || item.unsure !== null || own.verdict === 'unsure');
    element.hidden = !passes;
    if (passes) nShown += 1;
  }
  byId('count').textContent = nShown === DATA.items.length ? `All ${nShown} shown` : `${nShown} of ${DATA.items.length} shown`;
}

/** Put the cards in another order. */
function sort() {
  const step = (item) => DATA.model.steps.find((other) => other.id === item.id);
  const mean = ([low, likely, high]) => low + 4 * likely + high;
  const orders = {
    plan: (a, b) => a.position - b.position,
    effort: (a, b) => mean(step(b).points) - mean(step(a).points),
    width: (a, b) => (step(b).points[2] - step(b).points[0]) - (step(a).points[2] - step(a).points[0]),
    level: (a, b) => a.level - b.level,
    title: (a, b) => (a.title < b.title ? -1 : 1),
  };
  const order = orders[byId('sort').value];
  const sorted = [...DATA.items].sort((a, b) => order(a, b) || a.position - b.position);
  byId('list').append(...sorted.map((item) => byId(`c-${item.id}`)));
}

/** Hand the answers over as a file. */
function download(answers) {
  const wrong = faults(answers);
  const missing = answers.reviewer.trim() === '' ? 'reviewer' : /^\d{4}-\d\d-\d\d$/.test(answers.date) ? null : 'date';
  const message = byId('download-fault');
  if (missing) {
    message.textContent = missing === 'reviewer' ? 'Write your name first.' : 'Write the date first.';
    byId(missing).focus();
    return;
  }
  if (wrong.length > 0) {
    const { title } = DATA.items.find((item) => item.id === wrong[0]);
    message.textContent = `First mend the estimate of “${title}”.`;
    byId(`c-${wrong[0]}`).hidden = false;
    byId(`${POINTS[0]}-${wrong[0]}`).focus();
    return;
  }
  const name = fileName(answers.reviewer);
  const url = URL.createObjectURL(new Blob([toYaml(answers)], { type: 'application/yaml' }));
  const anchor = make('a', { href: url, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  message.textContent = `Saved as ${name} where your browser keeps downloads. Send it to whoever sent you this page.`;
}

start();
