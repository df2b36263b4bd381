var show, d, t, props, log = [], L;
(function () {
  var is = Object.is, isArr = Array.isArray, S = String, gopd = Object.getOwnPropertyDescriptor, keys = Reflect.ownKeys, ts = Object.prototype.toString, gpo = Object.getPrototypeOf;
  var mapEach = Map.prototype.forEach, setEach = Set.prototype.forEach, stringify = JSON.stringify, call = Function.prototype.call.bind(Function.prototype.call), iso = Date.prototype.toISOString, rx = RegExp.prototype.toString, dtv = Date.prototype.valueOf, join = Array.prototype.join, push = Array.prototype.push, hop = Object.prototype.hasOwnProperty, sym = Symbol.prototype.toString;
  var numv = Number.prototype.valueOf, strv = String.prototype.valueOf, boolv = Boolean.prototype.valueOf, err = Error;
  function one(v, depth) {
    if (typeof v === 'string') return stringify(v);
    if (typeof v === 'symbol') return call(sym, v);
    if (typeof v === 'function') return 'function ' + (hop.call(v, 'name') ? S(v.name) : '');
    if (typeof v !== 'object' || v === null) return is(v, -0) ? '-0' : S(v);
    if (depth > 4) return '...';
    if (isArr(v)) {
      var out = [], n = v.length > 60 ? 60 : v.length;
      for (var i = 0; i < n; i++) call(push, out, call(hop, v, i) ? one(v[i], depth + 1) : '<hole>');
      if (v.length > n) call(push, out, 'of ' + v.length);
      var ks = keys(v);
      for (var j = 0; j < ks.length; j++) { var k = ks[j]; if (typeof k === 'symbol' || (k !== 'length' && !(k >>> 0 == k))) call(push, out, S(typeof k === 'symbol' ? call(sym, k) : k) + ': ' + one(v[k], depth + 1)); }
      return '[' + call(join, out, ', ') + ']';
    }
    var tag = call(ts, v), o = [];
    if (v instanceof err) return 'Error:' + v.name;
    if (tag === '[object Date]') { try { return isNaN(call(dtv, v)) ? 'Date(NaN)' : 'Date(' + call(iso, v) + ')' } catch (e) { } }
    if (tag === '[object RegExp]') { try { return call(rx, v) + '@' + v.lastIndex } catch (e) { } }
    if (tag === '[object Map]') { try { call(mapEach, v, function (x, k) { call(push, o, one(k, depth + 1) + '=>' + one(x, depth + 1)) }); return 'Map{' + call(join, o, ', ') + '}' } catch (e) { } }
    if (tag === '[object Set]') { try { call(setEach, v, function (x) { call(push, o, one(x, depth + 1)) }); return 'Set{' + call(join, o, ', ') + '}' } catch (e) { } }
    if (tag === '[object Number]') { try { return 'Number(' + one(call(numv, v)) + ')' } catch (e) { } }
    if (tag === '[object String]') { try { return 'String(' + one(call(strv, v)) + ')' } catch (e) { } }
    if (tag === '[object Boolean]') { try { return 'Boolean(' + one(call(boolv, v)) + ')' } catch (e) { } }
    var kk = keys(v);
    for (var m = 0; m < kk.length; m++) {
      var q = gopd(v, kk[m]), nm = typeof kk[m] === 'symbol' ? call(sym, kk[m]) : kk[m];
      if (q === undefined) continue;
      call(push, o, nm + (q.enumerable ? '' : '~') + ': ' + (hop.call(q, 'value') ? one(q.value, depth + 1) : (q.get ? 'get' : '') + (q.set ? 'set' : '')));
    }
    return (tag === '[object Object]' ? '' : tag) + (gpo(v) === null ? 'null' : '') + '{' + call(join, o, ', ') + '}';
  }
  show = function show() { var out = []; for (var i = 0; i < arguments.length; i++) call(push, out, one(arguments[i], 0)); return call(join, out, ' ; ') };
  d = function d(o, k) { var q = gopd(o, k); return q === undefined ? 'none' : (hop.call(q, 'value') ? (q.writable ? 'w' : '-') + (q.enumerable ? 'e' : '-') + (q.configurable ? 'c' : '-') + ' ' + one(q.value, 1) : 'acc' + (q.enumerable ? 'e' : '-') + (q.configurable ? 'c' : '-') + ' ' + one(q.get, 1) + ' ' + one(q.set, 1)) };
  t = function t(f) { try { return one(f(), 0) } catch (e) { return 'throws ' + (e !== null && typeof e === 'object' && e instanceof err ? e.constructor.name : one(e, 0)) } };
  props = function props(o) { var ks = keys(o), out = []; for (var i = 0; i < ks.length; i++) { var q = gopd(o, ks[i]); call(push, out, (typeof ks[i] === 'symbol' ? call(sym, ks[i]) : ks[i]) + (hop.call(q, 'value') ? (typeof q.value === 'function' ? '/' + q.value.length + '/' + q.value.name : '') + ':' + (q.writable ? 'w' : '-') : ':a' + (q.get ? 'g/' + q.get.name : '') + (q.set ? 's' : '')) + (q.enumerable ? 'e' : '-') + (q.configurable ? 'c' : '-')); } return out };
  L = function (x) { call(push, log, x); return x };
})();
