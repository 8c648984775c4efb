// Working days: Monday to Friday without holidays, counted from the first day of the plan.

const DAYS_PER_WEEK = 5;
const MS_PER_DAY = 86400000;

class Calendar {
  /** The first working day, `YYYY-MM-DD`, and the holidays as weekdays counted from it, ascending. */
  constructor(first, holidays) {
    this.first = Date.parse(`${first}T00:00:00Z`);
    this.holidays = holidays;
  }

  /** The first working day after a lag, counted in weekdays, that begins on day `end`; lag passes on holidays too. */
  afterLag(end, lagDays) {
    if (this.holidays.length === 0 || end === 0) return end + lagDays;
    const last = this.weekday(end - 1) + lagDays + 1;
    return last - this.holidays.filter((holiday) => holiday < last).length;
  }

  /** The shortest time that a lag can take, in working days. */
  shortestLag(lagDays) {
    const within = this.holidays.map((first) =>
      this.holidays.filter((day) => day >= first && day < first + lagDays).length);
    return lagDays - Math.max(0, ...within);
  }

  /** The number of a working day, counted in weekdays. */
  weekday(day) {
    return this.holidays.reduce((weekday, holiday) => weekday + (holiday <= weekday ? 1 : 0), day);
  }

  /** The date of a working day and some days later, `YYYY-MM-DD`. */
  date(day, daysLater = 0) {
    const sinceMonday = (new Date(this.first).getUTCDay() + 6) % 7;
    const weekdays = sinceMonday + this.weekday(day);
    const days = Math.floor(weekdays / DAYS_PER_WEEK) * 7 + (weekdays % DAYS_PER_WEEK) - sinceMonday + daysLater;
    return new Date(this.first + days * MS_PER_DAY).toISOString().slice(0, 10);
  }
}
