namespace Workflows.Templates.Functions;

/// <summary>The names every template sees: the built-ins and what the options add.</summary>
internal sealed class GlobalFunctions
{
    private static readonly BuiltinObject[] Shared =
    [
        ArrayFunctions.Create(), DateFunctions.Create(), MathFunctions.Create(), ObjectFunctions.Create(), RegexFunctions.Create(),
        StringFunctions.Create(), TimeSpanFunctions.Create(),
    ];

    private readonly Dictionary<string, Value> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly HashSet<string> _custom = new(StringComparer.Ordinal);

    private GlobalFunctions()
    {
        _lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public NativeFunction Include { get; } = IncludeFunctions.Include;

    public IEnumerable<string> Names => _names.Keys;

    /// <summary>Whether any function of the options may be asynchronous or have effects of its own.</summary>
    public bool HasCustom => _custom.Count > 0;

    public static GlobalFunctions Create(TemplateOptions options)
    {
        options.Limits.Check();
        var result = new GlobalFunctions();
        foreach (var group in Shared.Append(HtmlFunctions.Create(options.Escaping == TemplateEscaping.Html)))
        {
            result._names.Add(group.Name, Value.Of(group));
        }

        result._names.Add("empty", Value.Of(EmptyObject.Instance));
        result._names.Add("include", Value.Of(IncludeFunctions.Include));
        result._names.Add("include_join", Value.Of(IncludeFunctions.IncludeJoin));
        foreach (var (name, value) in options.Globals)
        {
            result._names[name] = FromOptions(name, value);
            result._custom.Add(name);
        }

        return result;
    }

    public bool TryGet(string name, out Value value) => _names.TryGetValue(name, out value);

    public bool IsRoot(ReadOnlySpan<char> name) => _lookup.ContainsKey(name);

    public bool IsCustom(ReadOnlySpan<char> name) => _lookup.TryGetValue(name, out var actual, out _) && _custom.Contains(actual);

    public TemplateFunction? Find(string group, string name) =>
        _names.TryGetValue(group, out var value) && value.Ref is BuiltinObject builtin ? builtin.Find(name) : null;

    /// <summary>Sets what a template may change of the built-ins: <c>date.format</c>, for this rendering.</summary>
    public static bool TrySetProperty(RenderContext context, TemplateObject target, string name, Value value)
    {
        if (target is BuiltinObject { Name: "date" } && name is "format")
        {
            context.DateFormat = value.IsNull ? null : context.ToText(value);
            return true;
        }

        return false;
    }

    private static Value FromOptions(string name, object? value)
    {
        switch (value)
        {
            case Delegate function:
                return Value.Of(DelegateFunction.Create(name, function));
            case IDictionary<string, object?> group:
                return Group(name, group);
            case IDictionary<string, Delegate> group:
                return Group(name, group.ToDictionary(pair => pair.Key, pair => (object?)pair.Value, StringComparer.Ordinal));
            default:
                return Value.From(value);
        }
    }

    private static Value Group(string name, IDictionary<string, object?> members)
    {
        var result = new BuiltinObject(name);
        foreach (var (member, value) in members)
        {
            result.AddValue(member, FromOptions($"{name}.{member}", value));
        }

        return Value.Of(result);
    }
}
