using System.Collections;

namespace Workflows.Templates.Objects;

/// <summary>An array made by a template; it may carry named members besides its elements.</summary>
internal sealed class TemplateArray : IReadOnlyList<object?>
{
    public TemplateArray()
    {
        Items = [];
    }

    public TemplateArray(int capacity)
    {
        Items = new List<Value>(capacity);
    }

    public TemplateArray(IEnumerable<Value> items)
    {
        Items = [.. items];
    }

    public List<Value> Items { get; }

    public TemplateObject? Members { get; set; }

    public int Count => Items.Count;

    object? IReadOnlyList<object?>.this[int index] => Items[index].ToObject();

    public void Add(Value value) => Items.Add(value);

    public TemplateArray Copy() => new(Items);

    IEnumerator<object?> IEnumerable<object?>.GetEnumerator() => Items.Select(item => item.ToObject()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<object?>)this).GetEnumerator();
}
