using System.Text;
using System.Text.Json;

namespace Workflows.Templates.Tree;

internal sealed class MemberAccess(Expression target, string name, bool optionalTarget, int nameStart) : PathExpression
{
    private readonly byte[] _utf8Name = Encoding.UTF8.GetBytes(name);

    // Replaced as a whole, so that threads see a type together with its getter.
    private CachedGetter? _cached;

    public Expression Target => target;

    public string Name => name;

    public override Value Read(RenderContext context, bool optional)
    {
        CheckStack();
        optional |= optionalTarget;
        var from = optional ? target.EvaluateOptional(context) : target.Evaluate(context);
        return ReadFrom(context, from, optional);
    }

    public Value ReadFrom(RenderContext context, Value from, bool optional)
    {
        var owner = from.Ref;
        if (owner is null)
        {
            return context.IsStrict && !optional
                ? throw Error($"`{target.Text}` is null, so it has no member `{name}`.")
                : default;
        }

        if (owner is JsonElement { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(_utf8Name, out var property))
        {
            return Json.ToValue(property);
        }

        try
        {
            var cached = _cached;
            if (cached is not null && cached.Type == owner.GetType() && !context.HasOverlays)
            {
                return cached.Getter(owner);
            }

            if (context.TryGetMember(owner, name, out var value))
            {
                Remember(owner);
                return value;
            }
        }
        catch (Exception e) when (e is not (TemplateRuntimeException or OperationCanceledException))
        {
            throw ErrorAt(nameStart, $"Reading `{name}` failed: {e.Message}", e);
        }

        if (context.IsStrict && !optional)
        {
            throw ErrorAt(nameStart, $"`{target.Text}` has no member `{name}`{Suggestion.For(name, Members.Names(owner))}");
        }

        return default;
    }

    public override void Assign(RenderContext context, Value value)
    {
        var owner = target is PathExpression path ? path.ReadForChange(context) : target.Evaluate(context);
        if (owner.IsNull)
        {
            throw ErrorAt(nameStart, $"`{target.Text}` is null: its member `{name}` cannot be set.");
        }

        if (!context.TrySetMember(owner.Ref!, name, value))
        {
            throw ErrorAt(nameStart, $"The member `{name}` of `{target.Text}` cannot be set.");
        }
    }

    private void Remember(object owner)
    {
        var type = owner.GetType();
        if (owner is System.Collections.IEnumerable or TemplateObject or ValueTag or JsonElement)
        {
            return;
        }

        if (TypeAccessor.For(type).Find(name) is { } getter)
        {
            _cached = new CachedGetter(type, getter);
        }
    }

    private sealed record CachedGetter(Type Type, Func<object, Value> Getter);
}
