namespace Workflows.Templates.Functions;

/// <summary>One call of a function: its arguments and where it stands in the template.</summary>
internal readonly ref struct Call
{
    public readonly RenderContext Context;
    public readonly Node Site;
    public readonly ReadOnlySpan<Value> Arguments;

    /// <summary>Names beside the arguments, null where an argument has none; empty when none has one.</summary>
    public readonly ReadOnlySpan<string?> Names;

    public Call(RenderContext context, Node site)
    {
        Context = context;
        Site = site;
    }

    public Call(RenderContext context, Node site, ReadOnlySpan<Value> arguments, ReadOnlySpan<string?> names = default)
    {
        Context = context;
        Site = site;
        Arguments = arguments;
        Names = names;
    }

    public int Count => Arguments.Length;

    public Value this[int index] => index < Arguments.Length ? Arguments[index] : default;

    public bool Has(int index) => index < Arguments.Length && !Arguments[index].IsNull;

    /// <summary>An argument as text; null when it is null or missing.</summary>
    public string? Text(int index)
    {
        var value = this[index];
        return value.Ref as string ?? (value.IsNull ? null : Context.ToText(value));
    }

    public string TextOrEmpty(int index) => Text(index) ?? "";

    public int Int(int index, int missing = 0) => Has(index) ? Context.ToInt(Arguments[index], Site) : missing;

    public double Double(int index, double missing = 0) => Has(index) ? Context.ToDouble(Arguments[index], Site) : missing;

    public bool Bool(int index) => this[index].IsTrue;

    public Items Items(int index) => Evaluation.Items.Of(Context, this[index], Site);

    /// <summary>A new array with the elements of an argument; what is no list becomes a list of one.</summary>
    public TemplateArray List(int index)
    {
        var value = this[index];
        if (value.IsNull)
        {
            return new TemplateArray();
        }

        if (value.Kind is ValueKind.Array or ValueKind.Range || (value.Ref is System.Collections.IEnumerable && !value.IsString))
        {
            return Evaluation.Items.Copy(Context, value, Site);
        }

        return new TemplateArray([value]);
    }

    public TemplateFunction Function(int index) =>
        this[index].Ref as TemplateFunction ?? throw Site.Error("A function is expected as an argument; write @name to pass one.");

    public TemplateRuntimeException Error(string message) => Site.Error(message);
}
