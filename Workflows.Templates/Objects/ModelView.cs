namespace Workflows.Templates.Objects;

/// <summary>A dictionary or JSON object of the model as the object of a <c>with</c> block.</summary>
internal sealed class ModelView(RenderContext context, object target) : TemplateObject
{
    public override int Count => Objects.Members.Size(target);

    public override IEnumerable<string> Keys => Objects.Members.Names(target);

    public override bool TryGet(string name, out Value value) => context.TryGetMember(target, name, out value);

    public override bool TrySet(string name, Value value) => context.TrySetMember(target, name, value);

    public override IEnumerable<KeyValuePair<string, Value>> Members() => Items.Members(context, target);
}
