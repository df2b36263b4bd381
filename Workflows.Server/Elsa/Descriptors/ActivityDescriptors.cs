using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Definitions.Json;
using Workflows.Engine.Expressions;

namespace Workflows.Server.Elsa.Descriptors;

/// <summary>Activity types in the form in which the designer reads them.</summary>
internal static class ActivityDescriptors
{
    public static JsonObject Describe(ActivityDescriptor descriptor, IReadOnlyDictionary<string, IReadOnlyList<PickItem>> lists)
    {
        var sample = Sample(descriptor);
        return new JsonObject
        {
            ["typeName"] = descriptor.TypeName,
            ["namespace"] = descriptor.Namespace,
            ["name"] = descriptor.Name,
            ["version"] = descriptor.Version,
            ["category"] = descriptor.Category,
            ["displayName"] = descriptor.DisplayName,
            ["description"] = descriptor.Description,
            ["kind"] = descriptor.Kind.ToString(),
            ["inputs"] = new JsonArray([.. descriptor.Inputs.Select(input => (JsonNode)Input(input, sample, lists.GetValueOrDefault($"{descriptor.TypeName}.{input.Name}")))]),
            ["outputs"] = new JsonArray([.. descriptor.Outputs.Select(static output => (JsonNode)Output(output))]),
            ["ports"] = new JsonArray([.. descriptor.Ports.Select(static port => (JsonNode)new JsonObject
            {
                ["name"] = port.Name,
                ["displayName"] = port.DisplayName,
                ["type"] = port.Type.ToString(),
                ["isBrowsable"] = port.IsBrowsable,
            })]),
            ["customProperties"] = Map(descriptor.CustomProperties),
            ["constructionProperties"] = Map(descriptor.ConstructionProperties),
            ["isContainer"] = descriptor.IsContainer,
            ["isBrowsable"] = descriptor.IsBrowsable,
            ["isStart"] = descriptor.IsStart,
            ["isTerminal"] = descriptor.IsTerminal,
        };
    }

    private static JsonObject Input(InputDescriptor input, IActivity? sample, IReadOnlyList<PickItem>? list)
    {
        var hint = list is null ? input.UIHint : InputUIHints.DropDown;
        return new JsonObject
        {
            ["name"] = input.Name,
            ["typeName"] = TypeAliases.NameOf(input.Type),
            ["displayName"] = input.DisplayName,
            ["description"] = input.Description,
            ["order"] = input.Order,
            ["isBrowsable"] = input.IsBrowsable,
            ["isSynthetic"] = input.IsSynthetic,
            ["isWrapped"] = input.IsWrapped,
            ["uiHint"] = hint,
            ["category"] = input.Category,
            ["defaultValue"] = Default(input, sample),
            ["defaultSyntax"] = input.DefaultSyntax,
            ["isReadOnly"] = input.IsReadOnly,
            ["isSensitive"] = input.IsSensitive,
            ["isSerializable"] = input.IsSerializable,
            ["storageDriverType"] = null,
            ["uiSpecifications"] = UiSpecifications.Of(hint, input, list),
        };
    }

    private static JsonObject Output(OutputDescriptor output) => new()
    {
        ["name"] = output.Name,
        ["typeName"] = TypeAliases.NameOf(output.Type),
        ["displayName"] = output.DisplayName,
        ["description"] = output.Description,
        ["order"] = 0,
        ["isBrowsable"] = output.IsBrowsable,
        ["isSynthetic"] = output.IsSynthetic,
        ["isSerializable"] = output.IsSerializable,
    };

    private static JsonNode? Default(InputDescriptor input, IActivity? sample)
    {
        var value = InputDefaults.Of(input, sample);
        return value switch
        {
            null => null,
            Enum name => name.ToString(),
            TimeSpan span => span.ToString("c", System.Globalization.CultureInfo.InvariantCulture),
            _ => Instances.InstanceReader.ToJson(value),
        };
    }

    private static IActivity? Sample(ActivityDescriptor descriptor)
    {
        try
        {
            return descriptor.Constructor();
        }
        catch (Exception error) when (error is InvalidOperationException or System.Reflection.TargetInvocationException or MissingMethodException)
        {
            return null;
        }
    }

    private static JsonObject Map(IDictionary<string, object> values)
    {
        var json = new JsonObject();
        foreach (var (name, value) in values)
        {
            json[name] = value is null ? null : JsonSerializer.SerializeToNode(value, value.GetType(), ValueConverter.Json);
        }

        return json;
    }
}
