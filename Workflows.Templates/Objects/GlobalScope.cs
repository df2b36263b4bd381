namespace Workflows.Templates.Objects;

/// <summary>The global variables: what the template assigned, over the model it was given.</summary>
internal sealed class GlobalScope : TemplateObject
{
    public object? Model { get; set; }

    public override int Count => Keys.Count();

    public override IEnumerable<string> Keys => Model is null ? Own.Keys : Objects.Members.Names(Model).Union(Own.Keys, StringComparer.Ordinal);

    public override bool TryGet(string name, out Value value)
    {
        if (Own.Count > 0 && Own.TryGetValue(name, out value))
        {
            return true;
        }

        if (Model is not null)
        {
            return Objects.Members.TryGet(Model, name, isLiquid: false, out value);
        }

        value = default;
        return false;
    }

    public override IEnumerable<KeyValuePair<string, Value>> Members()
    {
        foreach (var name in Keys)
        {
            TryGet(name, out var value);
            yield return new KeyValuePair<string, Value>(name, value);
        }
    }

    /// <summary>Whether the model has a member of one of these names.</summary>
    public bool Hides(string[] names)
    {
        if (Model is not null)
        {
            foreach (var name in names)
            {
                if (Objects.Members.TryGet(Model, name, isLiquid: false, out _))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
