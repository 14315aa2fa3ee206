// What changed between two dates: what each zone is painted with and says, and the sentence that counts it.
// given: what `weeks_of` states. Nothing is drawn here.
(function (given) {
  "use strict";
  const { frames, colours } = given;
  const number = (value, decimals) =>
    value.toLocaleString("fr-FR", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const places = (count) => number(count, 0) + "\u00a0" + given.places[Math.abs(count) < 2 ? 0 : 1];

  function difference(value) {
    const { factor, decimals, words } = given.change;
    const size = Math.abs(value) * factor;
    const unit = size < 2 ? words[0] : words[1];
    return (value > 0 ? "+" : "−") + number(size, decimals) + (unit ? "\u00a0" + unit : "");
  }

  // The change of the largest arrow: that of these dates, or a tenth of the greatest of all where they differ by less.
  function scaleOf(then, now) {
    const known = then.map((from, row) => (from === null || now[row] === null ? 0 : Math.abs(now[row] - from)));
    return Math.max(...known, given.change.most / 10);
  }

  function sense(value) {
    const worse = given.change.worse;
    return !worse ? colours.neither : value > 0 === worse > 0 ? colours.worse : colours.better;
  }

  const unknown = (text) => ({ text, style: { fillColor: colours.none, dashArray: "4 4" }, mark: { radius: 0 } });
  const pale = (text) => ({ text, style: { fillColor: colours.pale }, mark: { radius: 0 } });

  function ofStatus(then, now, row, words, tally) {
    if (!words[0] || !words[1]) {
      tally.unknown += 1;
      return unknown(given.texts[now.text[row]]);
    }
    if (words[0] === words[1]) {
      tally.same += 1;
      return pale(words[1] + ", sans changement");
    }
    const text = words[0] + " → " + words[1];
    tally.changed.push(row);
    tally.moves.set(text, (tally.moves.get(text) || 0) + 1);
    return { text, style: { fillColor: given.fills[now.fill[row]] }, mark: { radius: 0 } };
  }

  function ofNumber(then, now, row, words, tally, scale) {
    const [from, to] = [then.value[row], now.value[row]];
    const text = words[0] + " → " + words[1];
    if (from === null || to === null) {
      tally.unknown += 1;
      return unknown(words[0] || words[1] ? text : given.texts[now.text[row]]);
    }
    if (from === to) {
      tally.same += 1;
      return pale(words[1] + ", sans changement");
    }
    tally[to > from ? "up" : "down"] += 1;
    const mark = {
      radius: Math.max(3, given.change.largest * Math.sqrt(Math.abs(to - from) / scale)),
      shape: to > from ? "up" : "down",
      fillColor: sense(to - from),
      fillOpacity: 0.95,
    };
    return { ...pale(difference(to - from) + " : " + text), mark };
  }

  function toldMoves(tally) {
    const each = [...tally.moves.entries()].sort((a, b) => b[1] - a[1]);
    const have = tally.changed.length < 2 ? " a changé de statut" : " ont changé de statut";
    const parts = [places(tally.changed.length) + have, number(tally.same, 0) + " sans changement"];
    if (tally.unknown) parts.push(number(tally.unknown, 0) + " sans statut");
    const moves = each.map(([move, count]) => move + " : " + number(count, 0));
    return [parts.join(", ") + "."].concat(moves.length ? [moves.join(" ; ") + "."] : []);
  }

  function toldNumbers(tally) {
    const parts = [
      "▲ " + places(tally.up) + " en hausse",
      "▼ " + number(tally.down, 0) + " en baisse",
      number(tally.same, 0) + " sans changement",
    ];
    if (tally.unknown) parts.push(number(tally.unknown, 0) + " sans chiffre à l'une des dates");
    return [parts.join(", ") + "."];
  }

  // Of two dates: rows: style, text and mark of each zone; changed: those to outline; scale: of the arrows; told: lines.
  function between(before, after) {
    const [then, now] = [frames[before], frames[after]];
    const tally = { up: 0, down: 0, same: 0, unknown: 0, changed: [], moves: new Map() };
    const scale = given.change ? scaleOf(then.value, now.value) : 0;
    const status = given.kind === "status";
    const rows = given.codes.map(function (_, row) {
      const words = [given.said[then.said[row]], given.said[now.said[row]]];
      const found = (status ? ofStatus : ofNumber)(then, now, row, words, tally, scale);
      return { ...found, text: found.text + ", du " + then.on + " " + now.day };
    });
    return { rows, scale, changed: tally.changed, told: status ? toldMoves(tally) : toldNumbers(tally) };
  }

  return { between, difference };
})
