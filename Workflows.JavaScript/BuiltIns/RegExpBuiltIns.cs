using System.Text;

namespace Workflows.JavaScript.BuiltIns;

internal static partial class RegExpBuiltIns
{
    private static readonly PropertyKey ExecKey = "exec";
    private static readonly PropertyKey LastIndexKey = "lastIndex";
    private static readonly PropertyKey FlagsKey = "flags";

    public static readonly Template Statics = new Template()
        .Getter(JsSymbol.Species, "[Symbol.species]", static (_, self, _) => self);

    public static readonly Template Prototype = new Template()
        .Value("constructor", r => JsValue.Of(r[Intrinsic.RegExp]))
        .Value("exec", r => r.Shared("exec", 1, ExecFunction))
        .Getter("dotAll", "dotAll", static (r, self, _) => Flag(r, self, 's'))
        .Getter("flags", "flags", Flags)
        .Getter("global", "global", static (r, self, _) => Flag(r, self, 'g'))
        .Getter("hasIndices", "hasIndices", static (r, self, _) => Flag(r, self, 'd'))
        .Getter("ignoreCase", "ignoreCase", static (r, self, _) => Flag(r, self, 'i'))
        .Getter("multiline", "multiline", static (r, self, _) => Flag(r, self, 'm'))
        .Getter("source", "source", Source)
        .Getter("sticky", "sticky", static (r, self, _) => Flag(r, self, 'y'))
        .Getter("unicode", "unicode", static (r, self, _) => Flag(r, self, 'u'))
        .Method("compile", 2, Compile)
        .Method("test", 1, static (r, self, a) => JsValue.Of(Exec(r, This(r, self), Operators.ToText(r, a.At(0))) is not null))
        .Method("toString", 0, static (r, self, _) =>
        {
            var o = This(r, self);
            var source = Operators.ToText(r, o.Get(r, "source"));
            return r.Text($"/{source}/{Operators.ToText(r, o.Get(r, FlagsKey))}");
        })
        .Method(JsSymbol.Match, "[Symbol.match]", 1, Match)
        .Method(JsSymbol.MatchAll, "[Symbol.matchAll]", 1, MatchAll)
        .Method(JsSymbol.Replace, "[Symbol.replace]", 2, Replace)
        .Method(JsSymbol.Search, "[Symbol.search]", 1, Search)
        .Method(JsSymbol.Split, "[Symbol.split]", 2, Split);

    public static JsValue Construct(Realm realm, ReadOnlySpan<JsValue> a, JsObject? newTarget)
    {
        var pattern = a.At(0);
        var flags = a.At(1);
        var isRegExp = IsRegExp(realm, pattern);
        if (newTarget is null && isRegExp && flags.IsUndefined &&
            ReferenceEquals(((JsObject)pattern.Ref!).Get(realm, "constructor").Ref, realm[Intrinsic.RegExp]))
        {
            return pattern;
        }

        if (pattern.Ref is RegExpObject known)
        {
            flags = flags.IsUndefined ? JsValue.Of(known.Flags) : flags;
            pattern = JsValue.Of(known.Source);
        }
        else if (isRegExp)
        {
            var o = (JsObject)pattern.Ref!;
            pattern = o.Get(realm, "source");
            flags = flags.IsUndefined ? o.Get(realm, FlagsKey) : flags;
        }

        var prototype = realm.PrototypeFor(newTarget, Intrinsic.RegExpPrototype);
        return JsValue.Of(Create(
            realm, pattern.IsUndefined ? "" : Operators.ToText(realm, pattern), flags.IsUndefined ? "" : Operators.ToText(realm, flags), prototype));
    }

    public static RegExpObject Create(Realm realm, string pattern, string flags, JsObject prototype)
    {
        realm.Charge(200);
        return new RegExpObject(prototype, pattern, flags, Program(realm, pattern, flags));
    }

    private static RegexProgram Program(Realm realm, string pattern, string flags)
    {
        realm.Steps(8 + (pattern.Length >> 1));
        return RegexProgram.Create(pattern, flags, out var problem) ??
            throw realm.SyntaxError(problem == "Invalid flags"
                ? $"Invalid flags supplied to RegExp constructor '{flags}'"
                : $"Invalid regular expression: /{pattern}/: {problem}");
    }

    public static bool IsRegExp(Realm realm, in JsValue value)
    {
        if (value.Ref is not JsObject o)
        {
            return false;
        }

        var match = o.Get(realm, JsSymbol.Match);
        return match.IsUndefined ? o is RegExpObject : Operators.ToBoolean(match);
    }

    /// <summary>RegExpExec: the exec a script may have replaced, or the built-in.</summary>
    public static JsObject? Exec(Realm realm, JsObject regex, string text)
    {
        var exec = regex.Get(realm, ExecKey);
        if (exec.Ref is JsFunction function && !ReferenceEquals(function, realm.Shared("exec", 1, ExecFunction).Ref))
        {
            var result = function.Call(realm, JsValue.Of(regex), [JsValue.Of(text)]);
            return result.IsNull ? null : result.AsObject() ?? throw realm.TypeError("exec must return an object or null");
        }

        return regex is RegExpObject known ? BuiltInExec(realm, known, text) : throw realm.TypeError("exec was called on a value that is not a RegExp");
    }

    private static JsObject This(Realm realm, in JsValue self) =>
        self.AsObject() ?? throw realm.TypeError("RegExp method called on a value that is not an object");

    private static JsValue ExecFunction(Realm realm, JsValue self, ReadOnlySpan<JsValue> a) => self.Ref is RegExpObject regex
        ? JsValue.OrNull(BuiltInExec(realm, regex, Operators.ToText(realm, a.At(0))))
        : throw realm.TypeError("RegExp.prototype.exec was called on a value that is not a RegExp");

    private static JsArray? BuiltInExec(Realm realm, RegExpObject regex, string text)
    {
        var lastIndex = Operators.ToLength(realm, regex.Get(realm, LastIndexKey));
        var moving = regex.Flags.AsSpan().IndexOfAny('g', 'y') >= 0;
        var start = moving ? lastIndex : 0;
        if (start > 0 && start < text.Length && regex.Flags.Contains('u', StringComparison.Ordinal) &&
            char.IsSurrogatePair(text[(int)start - 1], text[(int)start]))
        {
            // Inside of a character is at that character.
            start--;
        }

        var match = start > text.Length ? null : regex.Program.Match(realm, text, (int)start);
        if (match is not { Success: true })
        {
            if (moving)
            {
                regex.Put(realm, LastIndexKey, JsValue.Of(0));
            }

            return null;
        }

        if (moving)
        {
            regex.Put(realm, LastIndexKey, JsValue.Of(match.Index + match.Length));
        }

        return Result(realm, regex, text, match);
    }

    private static JsArray Result(Realm realm, RegExpObject regex, string text, System.Text.RegularExpressions.Match match)
    {
        var count = regex.Program.GroupCount;
        var items = new JsValue[count + 1];
        items[0] = realm.Text(match.Value);
        for (var i = 1; i <= count; i++)
        {
            var group = match.Groups[i];
            items[i] = group.Success ? realm.Text(group.Value) : default;
        }

        var result = realm.NewArray(items);
        result.Add("index", JsValue.Of(match.Index), Attributes.All);
        result.Add("input", JsValue.Of(text), Attributes.All);
        JsObject? groups = null;
        if (regex.Program.Names.Count > 0)
        {
            groups = new JsObject(null);
            foreach (var (name, number) in regex.Program.Names)
            {
                groups.Add(name, items[number], Attributes.All);
            }
        }

        result.Add("groups", JsValue.OrUndefined(groups), Attributes.All);
        if (regex.Flags.Contains('d', StringComparison.Ordinal))
        {
            result.Add("indices", JsValue.Of(Indices(realm, regex, match)), Attributes.All);
        }

        return result;
    }

    private static JsArray Indices(Realm realm, RegExpObject regex, System.Text.RegularExpressions.Match match)
    {
        var items = new JsValue[regex.Program.GroupCount + 1];
        for (var i = 0; i < items.Length; i++)
        {
            var group = match.Groups[i];
            items[i] = group.Success
                ? JsValue.Of(realm.NewArray([JsValue.Of(group.Index), JsValue.Of(group.Index + group.Length)]))
                : default;
        }

        var result = realm.NewArray(items);
        JsObject? groups = null;
        if (regex.Program.Names.Count > 0)
        {
            groups = new JsObject(null);
            foreach (var (name, number) in regex.Program.Names)
            {
                groups.Add(name, items[number], Attributes.All);
            }
        }

        result.Add("groups", JsValue.OrUndefined(groups), Attributes.All);
        return result;
    }

    /// <summary>Moves lastIndex on after an empty match.</summary>
    public static void Advance(Realm realm, JsObject regex, string text, bool unicode)
    {
        var at = Operators.ToLength(realm, regex.Get(realm, LastIndexKey));
        regex.Put(realm, LastIndexKey, JsValue.Of(at + Step(text, at, unicode)));
    }

    private static int Step(string text, double at, bool unicode) =>
        unicode && at + 1 < text.Length && StringBuiltIns.CodePoint(text, (int)at) > 0xFFFF ? 2 : 1;

    private static JsValue Flag(Realm realm, in JsValue self, char flag)
    {
        if (self.Ref is RegExpObject regex)
        {
            return JsValue.Of(regex.Flags.Contains(flag, StringComparison.Ordinal));
        }

        return ReferenceEquals(self.Ref, realm[Intrinsic.RegExpPrototype]) ? default : throw realm.TypeError("The value is not a RegExp");
    }

    private static JsValue Flags(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = This(realm, self);
        var flags = new StringBuilder();
        foreach (var (name, flag) in new[] { ("hasIndices", 'd'), ("global", 'g'), ("ignoreCase", 'i'), ("multiline", 'm'), ("dotAll", 's'), ("unicode", 'u'), ("sticky", 'y') })
        {
            if (Operators.ToBoolean(o.Get(realm, name)))
            {
                flags.Append(flag);
            }
        }

        return JsValue.Of(flags.ToString());
    }

    private static JsValue Source(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (self.Ref is not RegExpObject regex)
        {
            return ReferenceEquals(self.Ref, realm[Intrinsic.RegExpPrototype]) ? JsValue.Of("(?:)") : throw realm.TypeError("The value is not a RegExp");
        }

        if (regex.Source.Length == 0)
        {
            return JsValue.Of("(?:)");
        }

        // The text must be readable as a literal again.
        var text = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < regex.Source.Length; i++)
        {
            var c = regex.Source[i];
            inClass = c == '[' || (inClass && c != ']');
            if (c == '\\' && i + 1 < regex.Source.Length && !Characters.IsLineEnd(regex.Source[i + 1]))
            {
                text.Append(c).Append(regex.Source[++i]);
            }
            else
            {
                text.Append(c switch
                {
                    '/' when !inClass => "\\/",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\u2028' => "\\u2028",
                    '\u2029' => "\\u2029",
                    _ => c.ToString(),
                });
            }
        }

        return realm.Text(text.ToString());
    }

    private static JsValue Compile(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (self.Ref is not RegExpObject regex)
        {
            throw realm.TypeError("The value is not a RegExp");
        }

        if (a.At(0).Ref is RegExpObject && !a.At(1).IsUndefined)
        {
            throw realm.TypeError("Flags cannot be given together with a RegExp");
        }

        var source = a.At(0).Ref is RegExpObject other ? other.Source : a.At(0).IsUndefined ? "" : Operators.ToText(realm, a.At(0));
        var flags = a.At(0).Ref is RegExpObject same ? same.Flags : a.At(1).IsUndefined ? "" : Operators.ToText(realm, a.At(1));
        regex.Program = Program(realm, source, flags);
        regex.Source = source;
        regex.Flags = flags;
        regex.Put(realm, LastIndexKey, JsValue.Of(0));
        return self;
    }
}
