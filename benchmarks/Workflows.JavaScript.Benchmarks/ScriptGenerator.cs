using System.Globalization;
using System.Text;

namespace Workflows.JavaScript.Benchmarks;

/// <summary>
/// Writes random scripts from a grammar whose meaning Node.js shares: no clock, no randomness, no messages or stacks of errors.
/// Each script ends in a text that shows everything it computed.
/// </summary>
internal sealed class ScriptGenerator(Random random)
{
    private static readonly string[] Names = ["a", "b", "c", "d"];
    private static readonly string[] Binary =
        ["+", "-", "*", "/", "%", "**", "&", "|", "^", "<<", ">>", ">>>", "==", "!=", "===", "!==", "<", ">", "<=", ">=", "&&", "||"];

    private static readonly string[] Assignments = ["=", "+=", "-=", "*=", "%=", "|=", ">>>=", "&&=", "||=", "??="];
    private static readonly string[] Literals =
    [
        "0", "1", "-1", "2.5", "1e21", "1e-7", "NaN", "Infinity", "-0", "4294967296", "123456789012345680000", "0.000001234", "'x'", "''", "'12'", "' 7 '", "'aXbX'", "'ä€😀'",
        "true", "false", "null", "undefined", "[]", "[1,2,3]", "[,1,]", "{}", "({a:1,b:'t'})", "/a(b)?/g", "(x=>x)", "new Date(86400000)", "new Map([[1,2]])", "new Set('aab')", "Symbol.iterator",
    ];

    private static readonly string[] Methods =
    [
        "length", "toString()", "map(x=>x+1)", "filter(x=>x)", "slice(1)", "slice(-2,-1)", "concat([9],8)", "indexOf('X')", "includes(1)", "join('-')", "split('X')", "replace('X','$&$&')",
        "replace(/X/g,'[$`|$\\']')", "toUpperCase()", "charCodeAt(0)", "at(-1)", "reverse()", "sort()", "sort((x,y)=>y-x)", "reduce((x,y)=>x+y,0)", "flat()", "toFixed(2)", "toString(2)", "toPrecision(3)",
        "trim()", "padStart(5,'ab')", "repeat(2)", "match(/[a-z]/g)", "search(/X/)", "valueOf()", "hasOwnProperty('a')", "constructor.name", "a", "b", "size", "getTime()", "test('ab')", "exec('ab')", "keys", "push(1)",
        "pop()", "shift()", "unshift(0)", "splice(1,1)", "fill(7)", "findLast(x=>x>1)", "every(x=>x)", "some(x=>x)", "lastIndexOf('X')", "codePointAt(0)", "normalize()", "substring(2,0)", "substr(-2,1)",
        "entries", "toISOString()", "flatMap(x=>[x,x])", "localeCompare", "toExponential(1)", "with(0,5)", "toSorted()", "call(null,1)", "__proto__===null", "has(1)", "get(1)",
    ];

    private static readonly string[] Functions =
    [
        "String", "Number", "Boolean", "parseInt", "parseFloat", "isNaN", "Math.floor", "Math.round", "Math.abs", "Math.max", "Math.sign", "Math.trunc", "JSON.stringify", "Object.keys", "Object.entries",
        "Object.values", "Array.isArray", "Array.from", "Array.of", "encodeURIComponent", "decodeURI", "Number.isInteger", "typeof", "void", "Object.getOwnPropertyNames", "Math.fround", "Math.clz32", "escape", "Object.assign",
        "new Array", "Object", "Object.isFrozen", "Object.freeze", "structured",
    ];

    private int _depth;
    private int _function;

    public string Program()
    {
        var text = new StringBuilder("var structured=x=>x,log=[];function show(v){try{return typeof v==='object'&&v!==null?Object.prototype.toString.call(v)+JSON.stringify(v):typeof v==='function'?'function':typeof v+String(v)+(Object.is(v,-0)?'-':'')}catch(e){return 'E'+e.name}}\n");
        text.Append("let a=1,b='s',c=[1,2,'X'],d={a:1,b:{c:[2]}};try{");
        for (var i = random.Next(1, 7); i > 0; i--)
        {
            text.Append(Statement()).Append('\n');
        }

        return text.Append("}catch(e){log.push(e&&e.name)}\nlog.concat([a,b,c,d].map(show)).join('|')").ToString();
    }

    private string Name() => Names[random.Next(Names.Length)];

    private string Pick(string[] items) => items[random.Next(items.Length)];

    private string Statement()
    {
        if (++_depth > 4)
        {
            _depth--;
            return $"log.push(show({Name()}));";
        }

        var n = random.Next(14);
        var i = $"i{_depth.ToString(CultureInfo.InvariantCulture)}";
        var text = n switch
        {
            0 => $"if({Expression()}){{{Statement()}}}else {{{Statement()}}}",
            1 => $"for(let {i}=0;{i}<3;{i}++){{{Statement()}}}",
            2 => $"for(const {i} of [1,'z',[2]]){{{Statement()};if({Expression()})break;}}",
            3 => $"for(const {i} in {{x:1,y:2,1:3}}){{{Statement()};if({Expression()})continue;log.push({i});}}",
            4 => $"try{{{Statement()}}}catch(e){{log.push(e instanceof Error?e.name:show(e))}}finally{{{Statement()}}}",
            5 => $"switch({Expression()}){{case {Expression()}:{Statement()}case 1:{Statement()}break;default:{Statement()}}}",
            6 => Function(),
            7 => $"[{Name()},{Name()}={Expression()}]=[{Expression()},{Expression()}];",
            8 => $"({{a:{Name()}={Expression()},...{Name()}}}={Expression()});",
            9 => $"throw {Expression()};",
            10 => Class(),
            _ => $"{Name()}{Pick(Assignments)}{Expression()};log.push(show({Expression()}));",
        };
        _depth--;
        return n == 9 && random.Next(3) > 0 ? ";" : text;
    }

    private string Function()
    {
        var name = $"f{(_function++).ToString(CultureInfo.InvariantCulture)}";
        return $"function {name}(a,b={Expression()},...c){{var d=arguments.length;{Statement()}return {Expression()}}}log.push(show({name}({Expression()})));";
    }

    private string Class()
    {
        var name = $"K{(_function++).ToString(CultureInfo.InvariantCulture)}";
        return $"class {name}{{constructor(a){{this.a=a;{Statement()}}}get g(){{return {Expression()}}}m(b){{return {Expression()}}}static s(){{return this.name}}}}" +
            $"class {name}b extends {name}{{m(b){{return super.m(b)}}}}log.push(show(new {name}b({Expression()}).m({Expression()})),{name}b.s(),show(new {name}(1).g));";
    }

    private string Expression()
    {
        if (++_depth > 6)
        {
            _depth--;
            return random.Next(2) == 0 ? Name() : Pick(Literals);
        }

        var text = random.Next(16) switch
        {
            0 or 1 => Name(),
            2 or 3 => Wrapped(Pick(Literals)),
            4 or 5 => $"({Wrapped(Expression())}{Pick(Binary)}{Wrapped(Expression())})",
            6 => $"({Expression()}?{Expression()}:{Expression()})",
            7 or 8 => $"({Expression()}).{Pick(Methods)}",
            9 => $"({Expression()})?.{Pick(Methods)}",
            10 => $"{Pick(Functions)}({Expression()})",
            11 => $"[{Expression()},...[{Expression()}],{Expression()}]",
            12 => $"({{a:{Expression()},[{Expression()}]:1,get b(){{return {Expression()}}},...{Expression()}}})",
            13 => $"`${{{Expression()}}}-${{{Expression()}}}`",
            14 => $"(({Name()})=>{Wrapped(Expression())})({Expression()})",
            _ => $"({Expression()}??{Expression()})",
        };
        _depth--;
        return text;
    }

    private static string Wrapped(string text) => $"({text})";
}
