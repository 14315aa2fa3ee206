// Marks sized by a count: circles, donuts and arrows, drawn on Leaflet's own canvas so that zones stay under the
// pointer between them. An expression: the class, made once in the map's frame.
(window.VisaMark =
  window.VisaMark ||
  (function () {
    "use strict";
    const TURN = 2 * Math.PI;

    // A triangle of the same area as the circle of that radius, around the same centre.
    function triangle(context, centre, radius, up) {
      const side = radius * Math.sqrt((4 * Math.PI) / Math.sqrt(3));
      const height = (side * Math.sqrt(3)) / 2;
      const towards = up ? -1 : 1;
      context.moveTo(centre.x, centre.y + (towards * 2 * height) / 3);
      context.lineTo(centre.x - side / 2, centre.y - (towards * height) / 3);
      context.lineTo(centre.x + side / 2, centre.y - (towards * height) / 3);
      context.closePath();
    }

    function slices(context, mark) {
      const { x, y } = mark._point;
      const total = mark.options.parts.reduce((sum, part) => sum + part[1], 0);
      const hole = mark._radius * mark.options.hole;
      context.globalAlpha = mark.options.fillOpacity;
      let from = -TURN / 4;
      for (const [colour, count] of mark.options.parts) {
        if (!count) continue;
        const to = from + (TURN * count) / total;
        context.beginPath();
        context.arc(x, y, mark._radius, from, to);
        context.arc(x, y, hole, to, from, true);
        context.closePath();
        context.fillStyle = colour;
        context.fill();
        from = to;
      }
      context.globalAlpha = 1;
      context.beginPath();
      context.arc(x, y, hole, 0, TURN);
      context.fillStyle = mark.options.paper;
      context.fill();
    }

    function write(context, mark, room, ink) {
      const size = Math.max(11, Math.min(16, mark._radius * 0.62));
      context.font = "700 " + size + "px system-ui, 'Liberation Sans', sans-serif";
      if (context.measureText(mark.options.inside).width > room * 1.8 || size > room * 1.9) return;
      context.fillStyle = ink;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillText(mark.options.inside, mark._point.x, mark._point.y + 0.5);
    }

    return L.CircleMarker.extend({
      // shape: circle, up or down. parts: [colour, count] of a donut. hole: its inner radius, a part of the outer one.
      options: { shape: "circle", parts: null, inside: "", hole: 0.55, paper: "#FFFFFF", ink: "#16202B", insideInk: "" },

      _updatePath: function () {
        const renderer = this._renderer;
        if (!renderer._drawing || this._empty()) return;
        const context = renderer._ctx;
        const parts = this.options.parts;
        if (parts) slices(context, this);
        context.beginPath();
        if (this.options.shape === "circle") context.arc(this._point.x, this._point.y, this._radius, 0, TURN);
        else triangle(context, this._point, this._radius, this.options.shape === "up");
        const fill = this.options.fill;
        this.options.fill = fill && !parts;
        renderer._fillStroke(context, this);
        this.options.fill = fill;
        if (!this.options.inside || this.options.shape !== "circle") return;
        const room = parts ? this._radius * this.options.hole : this._radius;
        write(context, this, room, parts ? this.options.ink : this.options.insideInk || this.options.ink);
      },

      // A triangle reaches further than the circle of its area.
      _updateBounds: function () {
        const reach = this._radius * (this.options.shape === "circle" ? 1 : 1.6) + this._clickTolerance();
        this._pxBounds = L.bounds(this._point.subtract([reach, reach]), this._point.add([reach, reach]));
      },

      // Nobody, nothing to point at: the zone underneath answers.
      _empty: function () {
        return !(this._radius > 0) || !this._renderer._bounds.intersects(this._pxBounds);
      },
      _containsPoint: function (point) {
        return this._radius > 0 && L.CircleMarker.prototype._containsPoint.call(this, point);
      },
    });
  })())
