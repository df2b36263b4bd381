namespace Workflows.Templates.Objects;

/// <summary>The variable <c>empty</c>: equal to everything that has nothing in it.</summary>
internal sealed class EmptyObject : TemplateObject
{
    public static readonly EmptyObject Instance = new();

    private EmptyObject()
    {
    }

    public override bool TrySet(string name, Value value) => false;
}
