namespace Workflows.Templates.Functions;

/// <summary>A group of built-in functions, such as <c>string</c>. Shared by all renderings, so it never changes.</summary>
internal sealed class BuiltinObject(string name) : TemplateObject
{
    private readonly Dictionary<string, TemplateFunction> _hidden = new(StringComparer.Ordinal);

    public string Name => name;

    public void Add(string function, string parameters, NativeBody body)
    {
        var native = Make(function, parameters, body);
        Own[function] = Value.Of(native);
    }

    /// <summary>A function Liquid filters use that Scriban does not show.</summary>
    public void AddHidden(string function, string parameters, NativeBody body) =>
        _hidden[function] = Make(function, parameters, body);

    public void AddValue(string member, Value value) => Own[member] = value;

    public TemplateFunction? Find(string function) =>
        Own.TryGetValue(function, out var value) ? value.Ref as TemplateFunction : _hidden.GetValueOrDefault(function);

    public override bool TrySet(string name, Value value) => false;

    // "text start length?" : two required parameters and one that may be left out; "..." ends a list of any length.
    private NativeFunction Make(string function, string parameters, NativeBody body)
    {
        var names = parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var variadic = names.Length > 0 && names[^1].EndsWith("...", StringComparison.Ordinal);
        var required = names.Count(p => !p.EndsWith('?') && !p.EndsWith("...", StringComparison.Ordinal));
        return new NativeFunction(
            $"{name}.{function}", [.. names.Select(p => p.TrimEnd('?', '.'))], required, body, variadic);
    }
}
