using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Templates.Functions;

/// <summary>The group <c>object</c>.</summary>
internal static class ObjectFunctions
{
    public static BuiltinObject Create()
    {
        var group = new BuiltinObject("object");
        group.Add("default", "value default", static (in Call c) =>
            !c.Has(0) || (c[0].IsString && c[0].AsString.Length == 0) ? c[1] : c[0]);
        group.Add("eval", "value", static (in Call c) => Evaluate(c, TemplateMode.ScriptOnly));
        group.Add("eval_template", "value", static (in Call c) =>
            Evaluate(c, c.Context.IsLiquid ? TemplateMode.Liquid : TemplateMode.Scriban));
        group.Add("format", "value format culture?", static (in Call c) => MathFunctions.Format(c));
        group.Add("has_key", "value key", static (in Call c) =>
            new Value(c.Has(0) && c.Has(1) && Objects.Members.Names(c[0].Ref!).Contains(c.Text(1)!, StringComparer.Ordinal)));
        group.Add("has_value", "value key", static (in Call c) =>
        {
            if (!c.Has(0) || !c.Has(1))
            {
                return new Value(false);
            }

            c.Context.TryGetMember(c[0].Ref!, c.Text(1)!, out var member);
            return new Value(!member.IsNull);
        });
        group.Add("keys", "value", static (in Call c) =>
            Value.Of(c.Has(0) ? new TemplateArray(Objects.Members.Names(c[0].Ref!).Select(name => new Value(name))) : new TemplateArray()));
        group.Add("values", "value", static (in Call c) =>
            Value.Of(c.Has(0) ? new TemplateArray(Items.Members(c.Context, c[0].Ref!).Select(pair => pair.Value)) : new TemplateArray()));
        group.Add("size", "value", static (in Call c) => new Value(Math.Max(0, Members.Size(c[0].Ref))));
        group.Add("typeof", "value", static (in Call c) => new Value(TypeOf(c[0])));
        group.Add("kind", "value", static (in Call c) => new Value(KindOf(c[0])));
        group.Add("from_json", "json", static (in Call c) =>
        {
            try
            {
                using var document = JsonDocument.Parse(c.TextOrEmpty(0));
                return Json.ToValue(document.RootElement.Clone());
            }
            catch (JsonException e)
            {
                throw c.Site.Error($"The text is not JSON: {e.Message}", e);
            }
        });
        group.Add("to_json", "value", static (in Call c) => new Value(JsonWriter.Write(c.Context, c[0], c.Site)));
        return group;
    }

    private static string? TypeOf(Value value) => value.Kind switch
    {
        ValueKind.Null => null,
        ValueKind.Bool => "boolean",
        >= ValueKind.Int and <= ValueKind.BigInteger => "number",
        ValueKind.String => "string",
        ValueKind.Range => "iterator",
        ValueKind.Array => value.Ref is IList or TemplateArray or JsonElement or JsonArray ? "array" : "iterator",
        _ => "object",
    };

    private static string? KindOf(Value value) => value.Kind switch
    {
        ValueKind.Null => null,
        ValueKind.Bool => "bool",
        ValueKind.Int => "int",
        ValueKind.Long => "long",
        ValueKind.Float => "float",
        ValueKind.Double => "double",
        ValueKind.Decimal => "decimal",
        ValueKind.BigInteger => "bigint",
        ValueKind.String => "string",
        ValueKind.Range => "range",
        ValueKind.Array => "array",
        ValueKind.Function => "function",
        _ => value.Ref is Enum ? "enum" : "object",
    };

    private static Value Evaluate(scoped in Call call, TemplateMode mode)
    {
        var context = call.Context;
        if (call[0].Ref is TemplateFunction function)
        {
            return function.Invoke(new Call(context, call.Site));
        }

        if (!call[0].IsString)
        {
            return call[0];
        }

        var template = Template.ParseWithin(call[0].AsString, context.Options, mode);
        if (template.HasErrors)
        {
            throw call.Error($"The evaluated text has errors: {template.Messages[0]}");
        }

        if (mode != TemplateMode.ScriptOnly)
        {
            return IncludeFunctions.Render(context, call.Site, template, new TemplateArray());
        }

        context.EnterCall(call.Site);
        context.MayShadow |= template.MayShadow || context.Globals.Hides(template.Roots);
        var result = template.EvaluateExpression(context);
        context.LeaveCall();
        return result;
    }
}
